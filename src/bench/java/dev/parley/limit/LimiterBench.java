package dev.parley.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one decision over user, session and channel costs among 1,000 users, beside three buckets of Bucket4j.
 *
 * <p>Every decision is a yes, the dear path: it writes. Bucket4j's keys are made beforehand and its three answers need no undoing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class LimiterBench {

    private static final int USERS = 1_000;
    /** Prime to the number of users, so that all are visited, none twice in a row. */
    private static final int STRIDE = 379;

    private final String[] users = new String[USERS];
    private final String[] sessions = new String[USERS];
    private final String[] channels = new String[USERS];
    private final RateLimiter limiter = new LocalRateLimiter(Limits.OFF, System::nanoTime);
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    @State(Scope.Thread)
    public static class Turn {
        private int user;

        int next() {
            user = (user + STRIDE) % USERS;
            return user;
        }
    }

    @Setup
    public void fill() {
        for (int i = 0; i < USERS; i++) {
            users[i] = "user-" + i;
            sessions[i] = "session-" + i;
            channels[i] = users[i] + "/websocket";
            limiter.take(users[i], sessions[i], "websocket");
            for (var key : new String[] {users[i], sessions[i], channels[i]}) {
                buckets.put(key, unlimited());
            }
        }
    }

    @Benchmark
    public boolean parley(Turn turn) {
        int i = turn.next();
        return limiter.take(users[i], sessions[i], "websocket") == Decision.ALLOWED;
    }

    @Benchmark
    @Threads(2)
    public boolean parleyByTwoThreads(Turn turn) {
        return parley(turn);
    }

    @Benchmark
    public boolean bucket4j(Turn turn) {
        int i = turn.next();
        return buckets.get(users[i]).tryConsume(1)
                && buckets.get(sessions[i]).tryConsume(1)
                && buckets.get(channels[i]).tryConsume(1);
    }

    @Benchmark
    @Threads(2)
    public boolean bucket4jByTwoThreads(Turn turn) {
        return bucket4j(turn);
    }

    private static Bucket unlimited() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Limits.NONE).refillGreedy(Limits.NONE, Duration.ofMinutes(1)))
                .build();
    }
}
