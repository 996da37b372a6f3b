package dev.parley.limit;

import java.time.Duration;
import java.util.List;

/** What a limiter answers. */
public sealed interface Decision {

    /** Yes to a message: one constant, because it is by far the most frequent answer. */
    Decision ALLOWED = new Allowed(List.of());

    /** Where the levels that were asked stand after this answer; empty for a message that was allowed. */
    List<LevelStatus> limits();

    /** One token was taken at each level that was asked. */
    record Allowed(List<LevelStatus> limits) implements Decision {}

    /**
     * Nothing was taken anywhere.
     *
     * @param level the level that makes the caller wait longest
     * @param remaining what is left at that level, as the wire shows it
     * @param retryAfter whole milliseconds, rounded up: whoever waits so long, and is alone, is admitted
     */
    record Refused(Level level, int limit, int remaining, Duration retryAfter, List<LevelStatus> limits)
            implements Decision {

        static Refused by(Level level, TokenBucket bucket, long now, List<LevelStatus> limits) {
            var wait = Duration.ofMillis(Math.ceilDiv(bucket.untilToken(now), 1_000_000));
            return new Refused(level, bucket.limit(), bucket.remaining(now), wait, limits);
        }
    }
}
