package dev.parley.channel.mail;

import dev.parley.channel.Delivery;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.vertx.ext.mail.SMTPException;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Hands mails to the SMTP server of the settings {@code QUARKUS_MAILER_…}. */
record SmtpPostman(Mailer mailer) implements Postman {

    private static final int SUBJECT = "Subject: ".length();

    @Override
    public Delivery deliver(Letter letter) {
        var mail = new Mail()
                .setFrom(letter.from())
                .setTo(List.of(letter.to()))
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letter.html())
                .addHeader("Subject", encoded(letter.subject()))
                .addHeader("Message-ID", letter.messageId())
                .addHeader("Auto-Submitted", "auto-generated");
        letter.replyTo().ifPresent(mail::setReplyTo);
        letter.inReplyTo()
                .ifPresent(before -> mail.addHeader("In-Reply-To", before).addHeader("References", before));
        try {
            mailer.send(mail);
            return new Delivery.Sent(letter.messageId());
        } catch (CompletionException e) {
            if (e.getCause() instanceof SMTPException refusal && ofRecipient(refusal)) {
                return new Delivery.Refused(
                        "the mail server refused the recipient for good: " + refusal.getReplyCode());
            }
            throw e;
        }
    }

    /** The client folds lines by a line feed alone, which strict servers refuse, and splits what takes two UTF-16 units. */
    private static String encoded(String subject) {
        try {
            return MimeUtility.fold(SUBJECT, MimeUtility.encodeText(subject, "UTF-8", "B"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e); // every platform has it
        }
    }

    /** What is said of others, such as a sender that is not allowed, is mended by an operator, and concerns all mails. */
    private static boolean ofRecipient(SMTPException refusal) {
        return refusal.isPermanent() && String.valueOf(refusal.getMessage()).contains("recipient address");
    }
}
