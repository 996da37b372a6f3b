package dev.parley.channel;

import java.time.Duration;
import java.util.Optional;

/** What came of one try to send a notice. */
public sealed interface Delivery {

    /**
     * The channel took it.
     *
     * @param reference how the channel knows it, such as a mail's Message-ID
     */
    record Sent(String reference) implements Delivery {}

    /**
     * The channel does not work at present.
     *
     * @param retryAfter how long it asks to be left alone; nothing at all is sent to it until then
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements Delivery {}

    /** The channel works, and will never take this. */
    record Refused(String reason) implements Delivery {}
}
