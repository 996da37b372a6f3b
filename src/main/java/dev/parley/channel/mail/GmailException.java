package dev.parley.channel.mail;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What Gmail did not do. The message is for the log and the audit: a status and Google's word for it, never what was sent.
 */
final class GmailException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient OptionalInt status;
    private final transient Optional<Duration> retryAfter;

    /** The call was answered with another status than was hoped for. */
    GmailException(String message, int status, Optional<Duration> retryAfter) {
        super(message);
        this.status = OptionalInt.of(status);
        this.retryAfter = retryAfter;
    }

    /** There was no answer to the call. */
    GmailException(String message, Optional<Duration> retryAfter) {
        super(message);
        this.status = OptionalInt.empty();
        this.retryAfter = retryAfter;
    }

    boolean is(int other) {
        return status.orElse(0) == other;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
