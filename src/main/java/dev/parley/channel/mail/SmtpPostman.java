package dev.parley.channel.mail;

import dev.parley.channel.Delivery;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.vertx.ext.mail.SMTPException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Hands mails to the SMTP server of the settings {@code QUARKUS_MAILER_…}. */
record SmtpPostman(Mailer mailer) implements Postman {

    @Override
    public Delivery deliver(Letter letter) {
        var mail = new Mail()
                .setFrom(letter.from())
                .setTo(List.of(letter.to()))
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letter.html())
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

    /** What is said of others, such as a sender that is not allowed, is mended by an operator, and concerns all mails. */
    private static boolean ofRecipient(SMTPException refusal) {
        return refusal.isPermanent() && String.valueOf(refusal.getMessage()).contains("recipient address");
    }
}
