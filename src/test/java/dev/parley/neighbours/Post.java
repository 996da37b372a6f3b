package dev.parley.neighbours;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.parley.testing.MailServer;
import dev.parley.testing.RawMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A mail server that takes mail for everybody, and keeps the mailbox that replies go to. */
final class Post implements AutoCloseable {

    static final String PARLEY = "parley@example.org";
    static final String PASSWORD = "parley";

    private final GreenMail server;
    private final GreenMailUser parley;

    Post(int smtp, int imap) {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imap, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        server.start();
        parley = server.setUser(PARLEY, PARLEY, PASSWORD);
    }

    /** What came, the newest last, without what came back: that has a tag, {@code parley+tag@example.org}. */
    private List<MimeMessage> all() {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> !to(mail).startsWith("parley"))
                .toList();
    }

    List<Map<String, String>> mails() {
        return all().stream().map(Post::shown).toList();
    }

    private static Map<String, String> shown(MimeMessage mail) {
        try {
            return Map.of(
                    "to", to(mail),
                    "subject", String.valueOf(mail.getSubject()),
                    "text", MailServer.part(mail, "text/plain"),
                    "html", MailServer.part(mail, "text/html"));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String to(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString().replaceAll(".*<|>.*", "");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its reader replies. */
    void reply(int mail, String words) throws MessagingException {
        var answered = all().get(mail);
        parley.deliver(RawMail.of(RawMail.reply(answered, to(answered), words)));
    }

    @Override
    public void close() {
        server.stop();
    }
}
