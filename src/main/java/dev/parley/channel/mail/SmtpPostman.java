package dev.parley.channel.mail;

import dev.parley.channel.Delivery;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import java.util.List;

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
        mailer.send(mail);
        return new Delivery.Sent(letter.messageId());
    }
}
