package dev.parley.rest;

import dev.parley.limit.LevelStatus;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;

/**
 * Tells on an answer where the caller's limits stand: the level nearest to its end, in the customary headers and in those of
 * draft-ietf-httpapi-ratelimit-headers-11. They are written with the head of the answer, whatever answers.
 */
final class LimitHeaders {

    private static final String LEVELS = LimitHeaders.class.getName();
    private static final Comparator<LevelStatus> NEAREST = Comparator.comparingInt(LevelStatus::remaining)
            .thenComparing(Comparator.comparingLong(LevelStatus::resetAfterMs).reversed());

    private LimitHeaders() {}

    /** Of these levels the answer will speak; the last call counts. */
    static void show(RoutingContext call, List<LevelStatus> levels) {
        if (!shown(call)) {
            call.addHeadersEndHandler(head -> write(call));
        }
        call.put(LEVELS, levels);
    }

    static boolean shown(RoutingContext call) {
        return call.get(LEVELS) != null;
    }

    /** The levels that the answer will speak of so far. */
    static List<LevelStatus> levels(RoutingContext call) {
        return call.get(LEVELS, List.of());
    }

    private static void write(RoutingContext call) {
        levels(call).stream().min(NEAREST).ifPresent(level -> {
            long reset = Math.ceilDiv(level.resetAfterMs(), 1_000L);
            var name = '"' + level.level().wire() + '"';
            call.response()
                    .putHeader("X-RateLimit-Limit", String.valueOf(level.limit()))
                    .putHeader("X-RateLimit-Remaining", String.valueOf(level.remaining()))
                    .putHeader("X-RateLimit-Reset", String.valueOf(reset))
                    .putHeader("RateLimit-Policy", name + ";q=" + level.limit() + ";w=" + level.windowSeconds())
                    .putHeader("RateLimit", name + ";r=" + level.remaining() + ";t=" + again(level));
        });
    }

    /** When the level is full again; when nothing is left, as a 429 says it: when there is one more. */
    private static long again(LevelStatus level) {
        long others = level.windowSeconds() * 1_000L * (level.limit() - 1) / level.limit();
        long millis = level.remaining() > 0 ? level.resetAfterMs() : Math.max(0, level.resetAfterMs() - others);
        return Math.ceilDiv(millis, 1_000L);
    }
}
