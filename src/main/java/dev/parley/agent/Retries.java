package dev.parley.agent;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How often, and after which pauses, one call is tried again: they double and vary, or the endpoint asks for one. */
final class Retries {

    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final int most;
    private final Clock clock;
    private int tried;

    Retries(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Milliseconds to wait before the next try; empty when it is time to give up.
     *
     * @param retryAfter the header's value, in seconds or as a date; another is passed over
     */
    OptionalLong next(@Nullable String retryAfter) {
        long asked = retryAfter == null ? 0 : asked(retryAfter);
        if (tried == most || asked > LONGEST_PAUSE_MS) {
            return OptionalLong.empty();
        }
        long doubled = FIRST_PAUSE_MS << tried++;
        return OptionalLong.of(
                Math.max(asked, doubled / 2 + ThreadLocalRandom.current().nextLong(doubled)));
    }

    private long asked(String retryAfter) {
        if (retryAfter.matches("\\d{1,6}")) {
            return Long.parseLong(retryAfter) * 1_000;
        }
        try {
            var date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from);
            return clock.instant().until(date, ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
