package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Time.Ticker;
import dev.parley.limit.Decision.Allowed;
import dev.parley.limit.Decision.Refused;
import dev.parley.testing.ManualTicker;
import dev.parley.testing.RedisServer;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedRateLimiterTest extends RateLimiterContract {

    private static final RedisServer REDIS = RedisServer.shared();

    private final List<Replica> open = new ArrayList<>();

    @Override
    protected RateLimiter limiter(LimitConfig limits, Ticker ticker) {
        var replica = Replica.of(REDIS, limits, 1, ticker);
        open.add(replica);
        replica.send(Command.FLUSHALL);
        return replica.limiter;
    }

    @AfterEach
    @AfterTry
    void close() {
        open.forEach(Replica::close);
        open.clear();
    }

    private Replica replica(LimitConfig limits) {
        var replica = Replica.of(REDIS, limits, 1);
        open.add(replica);
        replica.send(Command.FLUSHALL);
        return replica;
    }

    /** The same steps through both: every answer is the same, to the millisecond. */
    @Property(tries = 100)
    void answersAsTheLocalOneDoes(
            @ForAll @IntRange(min = 1, max = 12) int user,
            @ForAll @IntRange(min = 1, max = 6) int session,
            @ForAll @IntRange(min = 1, max = 1_000_000_000) int channel,
            @ForAll("asks") List<Ask> asks) {
        var ticker = new ManualTicker();
        var limits = new Limits(user, session, channel, session, user);
        var shared = limiter(limits, ticker);
        var local = new LocalRateLimiter(limits, ticker);
        for (var ask : asks) {
            ticker.advance(Duration.ofMillis(ask.pauseMs()));
            assertThat(shared.take(ask.user(), ask.session(), ask.channel()))
                    .isEqualTo(local.take(ask.user(), ask.session(), ask.channel()));
            assertThat(shared.takeApi(ask.user())).isEqualTo(local.takeApi(ask.user()));
            assertThat(shared.takeSignInFrom(ask.user())).isEqualTo(local.takeSignInFrom(ask.user()));
            assertThat(shared.status(ask.user(), Optional.of(ask.session()), ask.channel()))
                    .isEqualTo(local.status(ask.user(), Optional.of(ask.session()), ask.channel()));
        }
    }

    @Test
    void aBucketIsForgottenOnceItIsFullAndNotBefore() throws Exception {
        var replica = replica(new Limits(300, 300, 300, 300, 300));
        var limiter = replica.limiter;
        for (int i = 0; i < 3; i++) {
            limiter.take("ann", "s1", "websocket");
        }
        assertThat(replica.send(Command.DBSIZE).toInteger()).isEqualTo(3);
        var key = replica.send(Command.KEYS, "*:u").get(0).toString();
        long left = replica.send(Command.PTTL, key).toLong();
        assertThat(left).isBetween(300L, 601L);
        Thread.sleep(left + 5);
        assertThat(replica.send(Command.KEYS, "*").size()).isZero();
    }

    @Test
    void lookingLeavesNothingBehind() {
        var replica = replica(Limits.DEFAULT);
        replica.limiter.status("ann", Optional.of("s1"), "websocket");
        assertThat(replica.send(Command.DBSIZE).toInteger()).isZero();
    }

    @Test
    void theScriptIsSentAgainToARedisThatForgotIt() {
        var replica = replica(Limits.at(Level.USER, 2));
        replica.limiter.take("ann", "s1", "websocket");
        replica.send(Command.SCRIPT, "FLUSH");
        assertThat(replica.limiter.take("ann", "s1", "websocket")).isInstanceOf(Allowed.class);
        assertThat(replica.limiter.take("ann", "s1", "websocket")).isInstanceOf(Refused.class);
    }

    @Test
    void anotherLimitGoesOnFromWhatTheOldOneLeft() {
        var ticker = new ManualTicker();
        var seven = limiter(Limits.at(Level.API, 7), ticker);
        for (int i = 0; i < 7; i++) {
            seven.takeApi("ann");
        }
        var replica = Replica.of(REDIS, Limits.at(Level.API, 1_000_000_000), 1, ticker);
        open.add(replica);
        // Empty is empty, whatever the limit, and half full is half full.
        assertThat(replica.limiter.takeApi("ann")).isInstanceOf(Refused.class);
        var five = Replica.of(REDIS, Limits.at(Level.API, 6), 1, ticker);
        open.add(five);
        ticker.advance(Duration.ofSeconds(30).plusMillis(1));
        assertThat(five.limiter.takeApi("ann").limits().getFirst().remaining()).isEqualTo(2);
    }

    @Test
    void theFractionOfAnotherLimitIsRoundedUp() {
        var ticker = new ManualTicker();
        limiter(Limits.at(Level.API, 7), ticker).takeApi("ann");
        var three = Replica.of(REDIS, Limits.at(Level.API, 3), 1, ticker);
        open.add(three);
        three.limiter.takeApi("ann");
        // A seventh of the window is 8,571,428 4/7 microseconds.
        var key = three.send(Command.KEYS, "*:api").get(0).toString();
        assertThat(three.send(Command.GET, key)).hasToString(Replica.FAR + 8_571_429 + 20_000_000 + " 0 3");
    }

    @Test
    void aClockThatWasSetBackCostsAWindowAtMost() {
        var ticker = new ManualTicker();
        var limiter = limiter(Limits.at(Level.API, 1), ticker);
        ticker.advance(Duration.ofHours(1));
        limiter.takeApi("ann");
        ticker.advance(Duration.ofHours(-1));
        assertThat(limiter.takeApi("ann"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.retryAfter())
                        .isEqualTo(LimitConfig.WINDOW));
    }

    @Test
    void noKeyTellsWhoseItIs() {
        var replica = replica(Limits.DEFAULT);
        replica.limiter.take("}ann{canary}", "s1", "websocket");
        replica.limiter.takeApi("canary");
        replica.limiter.takeSignInFrom("canary");
        replica.limiter.takeSignInAs("canary@example.org");
        var keys =
                replica.send(Command.KEYS, "*").stream().map(Object::toString).toList();
        assertThat(keys)
                .hasSize(6)
                .allMatch(key -> key.matches("parley:\\{[0-9a-f]{32}}:[^{}]+"))
                .noneMatch(key -> key.contains("canary"));
    }
}
