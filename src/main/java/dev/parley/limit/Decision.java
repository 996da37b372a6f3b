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

        /** The refusal of a token that at least one of these buckets lacks; of several that last as long, the first is named. */
        static Refused by(List<Standing> asked, long now) {
            var slowest = asked.getFirst();
            for (var each : asked) {
                if (each.bucket().untilToken(now) > slowest.bucket().untilToken(now)) {
                    slowest = each;
                }
            }
            var bucket = slowest.bucket();
            var wait = Duration.ofMillis(Math.ceilDiv(bucket.untilToken(now), 1_000_000));
            var limits = asked.stream().map(each -> each.at(now)).toList();
            return new Refused(slowest.level(), bucket.limit(), bucket.remaining(now), wait, limits);
        }
    }
}
