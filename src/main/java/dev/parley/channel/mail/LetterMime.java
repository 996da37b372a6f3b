package dev.parley.channel.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** A letter as it travels. */
final class LetterMime extends MimeMessage {

    private static final String CHARSET = "utf-8";

    private final String messageId;

    private LetterMime(String messageId) {
        super(Session.getInstance(new Properties()));
        this.messageId = messageId;
    }

    static byte[] of(Letter letter, Instant now) throws MessagingException, IOException {
        var mime = new LetterMime(letter.messageId());
        mime.setFrom(new InternetAddress(letter.from(), true));
        if (letter.replyTo().isPresent()) {
            mime.setReplyTo(InternetAddress.parse(letter.replyTo().get(), true));
        }
        mime.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        mime.setSubject(letter.subject(), CHARSET);
        mime.setSentDate(Date.from(now));
        mime.setHeader("Auto-Submitted", "auto-generated");
        if (letter.inReplyTo().isPresent()) {
            mime.setHeader("In-Reply-To", letter.inReplyTo().get());
            mime.setHeader("References", letter.inReplyTo().get());
        }
        mime.setContent(new MimeMultipart("alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
        var bytes = new ByteArrayOutputStream();
        mime.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, CHARSET, subtype);
        return part;
    }

    /** The library would choose another name for each try. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
