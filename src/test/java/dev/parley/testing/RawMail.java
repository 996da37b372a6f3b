package dev.parley.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;

/** Mails as they travel. */
public final class RawMail {

    private RawMail() {}

    /** @param raw header and body; lines may end as in Java */
    public static MimeMessage of(String raw) throws MessagingException {
        var bytes = raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    /** A reply as mail programs write it: to where it is asked to go, with the name of what it answers, and quoting it. */
    public static String reply(MimeMessage mail, String from, String words) throws MessagingException {
        return replyHeaders(mail, from) + "\n" + words + "\n\n" + quoted(mail);
    }

    public static String replyHeaders(MimeMessage mail, String from) throws MessagingException {
        var thread = mail.getHeader("References", " ");
        return "From: Somebody <" + from + ">\nTo: " + mail.getReplyTo()[0] + "\nMessage-ID: <" + UUID.randomUUID()
                + "@example.com>\nIn-Reply-To: " + mail.getMessageID() + "\nReferences: "
                + (thread == null ? "" : thread + " ") + mail.getMessageID() + "\n";
    }

    public static String quoted(MimeMessage mail) {
        return MailServer.part(mail, "text/plain")
                .lines()
                .map(line -> "> " + line + "\n")
                .reduce("On Tue, Nov 24, 2026 at 3:00 PM Parley <parley@example.org>\nwrote:\n", String::concat);
    }
}
