package dev.parley.agent;

import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How often, and after which pauses, one call is tried again: they double and vary, or the endpoint asks for one. */
final class Retries {

    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final int most;
    private int tried;

    Retries(int most) {
        this.most = most;
    }

    /**
     * Milliseconds to wait before the next try; empty when it is time to give up.
     *
     * @param retryAfter the header's value, in seconds; a date is not understood
     */
    OptionalLong next(@Nullable String retryAfter) {
        long asked = retryAfter != null && retryAfter.matches("\\d{1,6}") ? Long.parseLong(retryAfter) * 1_000 : 0;
        if (tried == most || asked > LONGEST_PAUSE_MS) {
            return OptionalLong.empty();
        }
        long doubled = FIRST_PAUSE_MS << tried++;
        return OptionalLong.of(
                Math.max(asked, doubled / 2 + ThreadLocalRandom.current().nextLong(doubled)));
    }
}
