package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.limit.Decision.Allowed;
import dev.parley.limit.Decision.Refused;
import dev.parley.testing.LogLines;
import dev.parley.testing.ManualTicker;
import dev.parley.testing.Race;
import dev.parley.testing.RedisServer;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas over one Redis, and without it. */
class ReplicasTest {

    private final RedisServer redis = new RedisServer();
    private final List<Replica> replicas = new ArrayList<>();

    @BeforeEach
    void start() {
        redis.start();
    }

    @AfterEach
    void stop() {
        replicas.forEach(Replica::close);
        redis.close();
    }

    @Test
    void twoAreGivenTheCapacityTogetherAndAllOfIt() {
        for (int round = 0; round < 20; round++) {
            var user = "user-" + round;
            var two = replicas(2, Limits.at(Level.USER, 100), new ManualTicker());
            var admitted = new AtomicInteger();
            var runners = new AtomicInteger();
            Race.run(4, () -> {
                var limiter = two.get(runners.getAndIncrement() % 2).limiter;
                for (int i = 0; i < 50; i++) {
                    if (limiter.take(user, "s" + i % 3, "websocket") instanceof Allowed) {
                        admitted.incrementAndGet();
                    }
                }
            });
            assertThat(admitted).hasValue(100);
        }
    }

    @Test
    void threeAdmitWhatOneWould() {
        int aSecond = 100;
        var three = IntStream.range(0, 3)
                .mapToObj(i -> kept(Replica.of(redis, Limits.at(Level.API, 60 * aSecond), 3)))
                .toList();
        long begun = System.nanoTime();
        int capacity = Race.of(3, i -> admitted(three.get(i), decision -> decision instanceof Allowed)).stream()
                .mapToInt(Integer::intValue)
                .sum();
        // Empty now: what follows is the refill alone.
        long emptied = System.nanoTime();
        long until = emptied + Duration.ofSeconds(3).toNanos();
        int refilled = Race.of(3, i -> admitted(three.get(i), decision -> System.nanoTime() - until < 0)).stream()
                .mapToInt(Integer::intValue)
                .sum();
        double ended = System.nanoTime();
        assertThat(capacity + refilled).isLessThanOrEqualTo((int) (60 * aSecond + (ended - begun) * aSecond / 1e9));
        assertThat(refilled).isGreaterThan((int) (0.95 * 3 * aSecond));
    }

    @Test
    void withoutRedisEachGoesOnWithItsShareAndOnceItIsBackTheyShareAgain() {
        var ticker = new ManualTicker();
        var two = replicas(2, Limits.at(Level.USER, 10), ticker);
        assertThat(admitted("ann", two)).isEqualTo(10);

        redis.kill();
        assertThat(admitted("ben", two)).isEqualTo(2 * 5);
        assertThat(two.getFirst().limiter.take("ben", "s1", "websocket"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.limit()).isEqualTo(5));

        redis.start();
        ticker.advance(Outage.PAUSE);
        assertThat(admitted("cid", two)).isEqualTo(10);
        assertThat(admitted("cid", two)).isZero();
    }

    @Test
    void whoHasSpentTheLimitFindsNoSecondOneWhenRedisGoes() {
        var two = replicas(2, Limits.at(Level.USER, 10), new ManualTicker());
        assertThat(admitted("ann", two)).isEqualTo(10);
        redis.kill();
        assertThat(admitted("ann", two)).isZero();
    }

    @Test
    void aRedisThatFallsSilentIsWaitedForOnceAndThenLeftAlone() {
        var patience = Duration.ofMillis(500);
        var one = kept(Replica.of(redis, Limits.OFF, patience));
        one.limiter.takeApi("ann");
        var silent = one.send(Command.CLIENT, "ID").toLong();
        redis.hang();
        try (var log = LogLines.listen()) {
            assertThat(took(() -> one.limiter.takeApi("ann"))).isGreaterThanOrEqualTo(patience);
            assertThat(took(() -> one.limiter.takeApi("ann"))).isLessThan(patience);
            redis.goOn();
            await().until(() -> {
                one.limiter.takeApi("ann");
                return log.lines().contains("Redis answers: the limits are shared");
            });
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Redis is away (no answer within 500 ms)"))
                    .hasSize(1);
            assertThat(one.send(Command.CLIENT, "ID").toLong())
                    .as("the connection")
                    .isNotEqualTo(silent);
        }
    }

    @Test
    void aConnectionThatEndsIsMadeAnewWithoutARefusalOrAnOutage() {
        var ticker = new ManualTicker();
        var one = replicas(1, Limits.at(Level.USER, 3), ticker).getFirst();
        one.limiter.take("ann", "s1", "websocket");
        redis.restart();
        try (var log = LogLines.listen()) {
            await().until(() -> one.limiter
                            .status("ann", Optional.empty(), "websocket")
                            .getFirst()
                            .remaining()
                    == 3);
            assertThat(log.lines()).noneMatch(line -> line.contains("Redis is away"));
        }
    }

    private List<Replica> replicas(int count, LimitConfig limits, ManualTicker ticker) {
        return IntStream.range(0, count)
                .mapToObj(i -> kept(Replica.of(redis, limits, count, ticker)))
                .toList();
    }

    private Replica kept(Replica replica) {
        replicas.add(replica);
        return replica;
    }

    /** Asks as long as the answers are so; how many were a yes. */
    private static int admitted(Replica replica, Predicate<Decision> goOn) {
        int admitted = 0;
        while (true) {
            var decision = replica.limiter.takeApi("ann");
            if (decision instanceof Allowed) {
                admitted++;
            }
            if (!goOn.test(decision)) {
                return admitted;
            }
        }
    }

    /** Asks each in turn until all refuse. */
    private static int admitted(String user, List<Replica> replicas) {
        int admitted = 0;
        int refused = 0;
        for (int i = 0; refused < replicas.size(); i++) {
            if (replicas.get(i % replicas.size()).limiter.take(user, "s1", "websocket") instanceof Allowed) {
                admitted++;
                refused = 0;
            } else {
                refused++;
            }
        }
        return admitted;
    }

    private static Duration took(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
