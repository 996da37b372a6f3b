package dev.parley.limit;

import dev.parley.core.Time.Ticker;
import dev.parley.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A replica's limiter over a Redis, with a line of its own. */
final class Replica implements AutoCloseable {

    /** One for all: it starts threads. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

    /** The year 2100, in microseconds: Redis forgets by its own clock, and so nothing while a test moves another. */
    static final long FAR = 4_102_444_800_000_000L;

    /** Longer than any answer takes on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final RateLimiter limiter;
    private final RedisLine line;

    private Replica(
            RedisServer server,
            LimitConfig limits,
            int replicas,
            Ticker ticker,
            Duration patience,
            Supplier<OptionalLong> micros) {
        line = new RedisLine(VERTX, Limiters.options(server.url()));
        var script = RedisScript.take();
        // The first call of all takes longer than a caller would wait.
        line.run(script::load).join();
        var buckets = new SharedBuckets(script, line, new Outage(ticker), patience, micros);
        limiter = new SharedRateLimiter(limits, buckets, new LocalRateLimiter(new Share(limits, replicas), ticker));
    }

    /** By the clock of Redis. */
    static Replica of(RedisServer server, LimitConfig limits, int replicas) {
        return new Replica(server, limits, replicas, System::nanoTime, PATIENCE, OptionalLong::empty);
    }

    /** One that waits no longer than so for an answer. */
    static Replica of(RedisServer server, LimitConfig limits, Duration patience) {
        return new Replica(server, limits, 1, System::nanoTime, patience, OptionalLong::empty);
    }

    /** By a time that a test moves. */
    static Replica of(RedisServer server, LimitConfig limits, int replicas, Ticker ticker) {
        long start = ticker.nanos();
        return new Replica(
                server,
                limits,
                replicas,
                ticker,
                PATIENCE,
                () -> OptionalLong.of(FAR + TimeUnit.NANOSECONDS.toMicros(ticker.nanos() - start)));
    }

    /** Any command. */
    Response send(Command command, Object... arguments) {
        var request = Request.cmd(command);
        Arrays.stream(arguments).forEach(each -> request.arg(each.toString()));
        return line.run(connection -> connection.send(request)).join();
    }

    @Override
    public void close() {
        line.close();
    }
}
