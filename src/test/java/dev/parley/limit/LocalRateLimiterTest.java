package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.parley.core.Time.Ticker;
import dev.parley.limit.Decision.Allowed;
import dev.parley.limit.Decision.Refused;
import dev.parley.testing.ManualTicker;
import dev.parley.testing.Race;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalRateLimiterTest extends RateLimiterContract {

    private static final int MILLION = 1_000_000;
    private static final long MIB = 1 << 20;

    @Override
    protected RateLimiter limiter(LimitConfig limits, Ticker ticker) {
        return new LocalRateLimiter(limits, ticker);
    }

    @Test
    void aMillionKeysLeaveNothingBehindOnceTheyAreIdle() {
        var ticker = new ManualTicker();
        var limiter = new LocalRateLimiter(Limits.DEFAULT, ticker);
        long before = usedHeap();
        for (int i = 0; i < MILLION; i++) {
            switch (i % 4) {
                case 0 -> limiter.take("user-" + i, "session-" + i, "websocket");
                case 1 -> limiter.takeApi("user-" + i);
                case 2 -> limiter.takeSignInFrom("address-" + i);
                default -> limiter.takeSignInAs("account-" + i);
            }
        }
        assertThat(limiter.size()).isEqualTo(MILLION);
        assertThat(usedHeap() - before).isGreaterThan(64 * MIB);

        ticker.advance(LimitConfig.WINDOW);
        limiter.evictIdle();
        assertThat(limiter.size()).isZero();
        assertThat(usedHeap() - before).isLessThan(16 * MIB);
    }

    @Test
    void evictionKeepsWhoeverIsNotFullAgain() {
        var ticker = new ManualTicker();
        var limiter = new LocalRateLimiter(new Limits(1, 1, 1, 1, 1), ticker);
        limiter.take("ann", "s1", "websocket");
        limiter.takeApi("ann");
        limiter.takeSignInFrom("192.0.2.1");
        limiter.takeSignInAs("ann");
        ticker.advance(LimitConfig.WINDOW.minusNanos(1));
        limiter.evictIdle();
        assertThat(limiter.size()).isEqualTo(4);
        assertThat(limiter.take("ann", "s2", "email")).isInstanceOf(Refused.class);
        assertThat(limiter.takeApi("ann")).isInstanceOf(Refused.class);
        assertThat(limiter.takeSignInFrom("192.0.2.1")).isInstanceOf(Refused.class);
        assertThat(limiter.takeSignInAs("ann")).isInstanceOf(Refused.class);
        ticker.advance(Duration.ofNanos(1));
        limiter.evictIdle();
        assertThat(limiter.size()).isZero();
        assertThat(limiter.take("ann", "s2", "email")).isInstanceOf(Allowed.class);
    }

    @Test
    void noChargeIsLostToAnEvictionThatRacesIt() throws Exception {
        int rounds = 5_000;
        int users = 8;
        var ticker = new ManualTicker();
        var limiter = new LocalRateLimiter(new Limits(1, 1, 1, 1, 1), ticker);
        var messages = new AtomicInteger();
        var calls = new AtomicInteger();
        // Each round begins with everything full again, and so ready to be evicted.
        var nextRound = new Phaser(2) {
            @Override
            protected boolean onAdvance(int phase, int parties) {
                ticker.advance(LimitConfig.WINDOW);
                return false;
            }
        };
        var done = new AtomicBoolean();
        var evicting = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                limiter.evictIdle();
            }
        });
        Race.run(2, () -> {
            for (int i = 0; i < rounds * users; i++) {
                if (i % users == 0) {
                    nextRound.arriveAndAwaitAdvance();
                }
                var user = "user-" + i % users;
                if (limiter.take(user, "s", "websocket") instanceof Allowed) {
                    messages.incrementAndGet();
                }
                if (limiter.takeApi(user) instanceof Allowed) {
                    calls.incrementAndGet();
                }
            }
        });
        done.set(true);
        evicting.join();
        assertThat(messages).hasValue(rounds * users);
        assertThat(calls).hasValue(rounds * users);
    }

    @Test
    void theBucketsOfEndedSessionsGo() {
        var ticker = new ManualTicker();
        var limits = new UserLimits(Limits.DEFAULT, ticker);
        for (int i = 0; i < 10_000; i++) {
            limits.take("ann", "session-" + i, "websocket");
            ticker.advance(Duration.ofSeconds(1));
            assertThat(limits.size()).isLessThan(20);
        }
    }

    @Test
    void whoeverHadToWaitForTheLockIsChargedWhenItGotIt() throws Exception {
        var ticker = new ManualTicker();
        var limits = new UserLimits(new Limits(1, 1, 1, 1, 1), ticker);
        var waiting = new Thread(() -> limits.take("ann", "s1", "websocket"));
        synchronized (limits) {
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.BLOCKED);
            ticker.advance(LimitConfig.WINDOW);
        }
        waiting.join();
        assertThat(limits.take("ann", "s1", "websocket")).isInstanceOf(Refused.class);
    }

    @Test
    void anAllowedMessageAllocatesNothing() {
        var limiter = new LocalRateLimiter(Limits.OFF, new ManualTicker());
        limiter.take("ann", "s1", "websocket");
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            limiter.take("ann", "s1", "websocket");
        }
        // Less than a byte each: what the measurement itself may take.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
