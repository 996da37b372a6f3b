package dev.parley.limit;

import io.vertx.core.Context;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The buckets that are kept in Redis, asked by one call of a script. */
final class SharedBuckets {

    private static final String TAKE = "1";
    private static final String LOOK = "0";

    private final RedisScript script;
    private final RedisLine line;
    private final Outage outage;
    private final Duration patience;
    private final Supplier<OptionalLong> micros;

    /**
     * @param patience how long a caller waits for Redis
     * @param micros the time, or none for that of Redis, which is one for all replicas
     */
    SharedBuckets(RedisScript script, RedisLine line, Outage outage, Duration patience, Supplier<OptionalLong> micros) {
        this.script = script;
        this.line = line;
        this.outage = outage;
        this.patience = patience;
        this.micros = micros;
    }

    /** A bucket that is asked, by its name in Redis too. */
    record Asked(Level level, String name, String key, int limit) {

        Standing standing(long fullAt, long fraction) {
            long nanos = fraction * 1_000;
            var bucket = new TokenBucket(limit, fullAt * 1_000 + nanos / limit, (int) (nanos % limit));
            return new Standing(level, name, bucket);
        }
    }

    /** Where the buckets stand afterwards, at Redis' time in nanoseconds. */
    record Answer(boolean allowed, long now, List<Standing> standings) {

        List<LevelStatus> limits() {
            return standings.stream().map(each -> each.at(now)).toList();
        }
    }

    /** Looks for Redis and tells of it if it is not there. Does not wait. */
    void greet() {
        line.run(script::load).whenComplete((loaded, failure) -> {
            if (failure != null) {
                outage.failed(reason(failure));
            }
        });
    }

    /** Takes a token from each or from none; empty while Redis is away. */
    Optional<Answer> take(List<Asked> asked) {
        return ask(TAKE, asked);
    }

    /** Takes nothing; empty while Redis is away. */
    Optional<Answer> look(List<Asked> asked) {
        return ask(LOOK, asked);
    }

    private Optional<Answer> ask(String what, List<Asked> asked) {
        assert !Context.isOnEventLoopThread() : "an event loop would wait for Redis";
        if (!outage.allowsACall()) {
            return Optional.empty();
        }
        var keys = asked.stream().map(Asked::key).toList();
        var arguments = new ArrayList<String>(3 + asked.size());
        arguments.add(what);
        var time = micros.get();
        arguments.add(time.isPresent() ? Long.toString(time.getAsLong()) : "");
        arguments.add(Long.toString(TimeUnit.NANOSECONDS.toMicros(LimitConfig.WINDOW.toNanos())));
        asked.forEach(each -> arguments.add(Integer.toString(each.limit())));
        try {
            var reply = line.run(connection -> script.run(connection, keys, arguments))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            outage.answered();
            return Optional.of(read(asked, reply));
        } catch (TimeoutException e) {
            return failed("no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return failed(reason(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Answer> failed(String reason) {
        line.giveUp();
        outage.failed(reason);
        return Optional.empty();
    }

    private static Answer read(List<Asked> asked, Response reply) {
        var standings = new ArrayList<Standing>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            standings.add(asked.get(i)
                    .standing(
                            reply.get(2 + 2 * i).toLong(), reply.get(3 + 2 * i).toLong()));
        }
        return new Answer(reply.get(0).toInteger() == 1, reply.get(1).toLong() * 1_000, standings);
    }

    private static String reason(@Nullable Throwable failure) {
        return failure == null || failure.getMessage() == null ? "the connection broke" : failure.getMessage();
    }
}
