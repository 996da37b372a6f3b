package dev.parley.channel.mail;

/** Where mails go that came back. */
public interface Incoming {

    /**
     * Takes a mail; whether it is an answer, and whose, is decided here. The same mail may come again and has no further
     * effect then. What is thrown means that another try may succeed.
     */
    void arrived(IncomingMail mail);
}
