package dev.parley.channel.mail;

import io.quarkus.mailer.Mailer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Chooses who carries mails: Gmail where its settings are made, else the SMTP server. */
final class Postmen {

    private Postmen() {}

    @Produces
    @Singleton
    static Postman postman(Gmail gmail, Mailer mailer, Clock clock) {
        return gmail.api().<Postman>map(api -> new GmailPostman(api, clock)).orElseGet(() -> new SmtpPostman(mailer));
    }
}
