package dev.parley.limit;

import dev.parley.testing.RedisServer;
import io.vertx.redis.client.Command;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What one decision over user, session and channel costs in a Redis on the same machine, beside a bare PING on the same line. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class SharedLimiterBench {

    private RedisServer redis;
    private Replica replica;

    @Setup
    public void start() {
        redis = new RedisServer().start();
        replica = Replica.of(redis, new Limits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000), 2);
    }

    @TearDown
    public void stop() {
        replica.close();
        redis.close();
    }

    @Benchmark
    public Decision message() {
        return replica.limiter.take("ann", "s1", "websocket");
    }

    @Benchmark
    @Threads(8)
    public Decision messageByEightThreads() {
        return message();
    }

    @Benchmark
    public Decision call() {
        return replica.limiter.takeApi("ann");
    }

    @Benchmark
    public Object ping() {
        return replica.send(Command.PING);
    }
}
