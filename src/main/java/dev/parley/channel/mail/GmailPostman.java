package dev.parley.channel.mail;

import dev.parley.channel.Delivery;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Hands mails to Gmail. */
record GmailPostman(GmailApi api, Clock clock) implements Postman {

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    @Override
    public Delivery deliver(Letter letter) {
        try {
            var raw = Base64.getUrlEncoder().encodeToString(LetterMime.of(letter, clock.instant()));
            api.post("/messages/send", Map.of("raw", raw));
            return new Delivery.Sent(letter.messageId());
        } catch (GmailException e) {
            var reason = String.valueOf(e.getMessage());
            return e.is(BAD_REQUEST) || e.is(TOO_LARGE)
                    ? new Delivery.Refused(reason)
                    : new Delivery.Failed(reason, e.retryAfter());
        } catch (MessagingException | IOException e) {
            return new Delivery.Refused("the mail cannot be written: " + e);
        }
    }
}
