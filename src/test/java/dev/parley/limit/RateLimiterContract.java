package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Time.Ticker;
import dev.parley.limit.Decision.Allowed;
import dev.parley.limit.Decision.Refused;
import dev.parley.testing.ManualTicker;
import dev.parley.testing.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What every limiter keeps. Time moves in whole milliseconds here, which any store can count. */
abstract class RateLimiterContract {

    private static final long WINDOW_MS = 60_000;

    /** One message after a pause. */
    record Ask(int pauseMs, String user, String session, String channel) {}

    /** A limiter that nobody has asked, on this time. */
    protected abstract RateLimiter limiter(LimitConfig limits, Ticker ticker);

    @Property(tries = 200)
    void noWindowAdmitsMoreThanCapacityAndItsShareOfTheRefill(
            @ForAll Level level,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll("pauses") List<Integer> pauses) {
        var ticker = new ManualTicker();
        var limiter = limiter(Limits.at(level, limit), ticker);
        var admitted = new ArrayList<Long>();
        long now = 0;
        for (int pause : pauses) {
            ticker.advance(Duration.ofMillis(pause));
            now += pause;
            if (ask(limiter, level) instanceof Allowed) {
                admitted.add(now);
            }
        }
        for (int first = 0; first < admitted.size(); first++) {
            for (int last = first; last < admitted.size(); last++) {
                long span = admitted.get(last) - admitted.get(first);
                assertThat((last - first + 1) * WINDOW_MS).isLessThanOrEqualTo(limit * (WINDOW_MS + span));
            }
        }
    }

    @Property(tries = 200)
    void whoeverAlwaysAsksGetsAllThatIsDue(
            @ForAll Level level,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll("pauses") List<Integer> pauses) {
        var ticker = new ManualTicker();
        var limiter = limiter(Limits.at(level, limit), ticker);
        var due = new Tokens(limit);
        for (int pause : pauses) {
            ticker.advance(Duration.ofMillis(pause));
            due.pass(pause);
            int given = 0;
            while (ask(limiter, level) instanceof Allowed) {
                given++;
            }
            assertThat(given).isEqualTo(due.takeAll());
        }
    }

    @Property(tries = 200)
    void aMessageTakesOneOfAllThreeLevelsOrOfNone(
            @ForAll @IntRange(min = 1, max = 12) int user,
            @ForAll @IntRange(min = 1, max = 6) int session,
            @ForAll @IntRange(min = 1, max = 6) int channel,
            @ForAll("asks") List<Ask> asks) {
        var ticker = new ManualTicker();
        var limiter = limiter(new Limits(user, session, channel, 1, 1), ticker);
        var tokens = new HashMap<String, Tokens>();
        for (var ask : asks) {
            ticker.advance(Duration.ofMillis(ask.pauseMs));
            tokens.values().forEach(each -> each.pass(ask.pauseMs));
            var three = List.of(
                    tokens.computeIfAbsent(ask.user, k -> new Tokens(user)),
                    tokens.computeIfAbsent(ask.user + ask.session, k -> new Tokens(session)),
                    tokens.computeIfAbsent(ask.user + ask.channel, k -> new Tokens(channel)));
            boolean allowed = three.stream().allMatch(each -> each.whole() > 0);
            if (allowed) {
                three.forEach(Tokens::take);
            }
            assertThat(limiter.take(ask.user, ask.session, ask.channel) instanceof Allowed)
                    .isEqualTo(allowed);
            assertThat(limiter.status(ask.user, Optional.of(ask.session), ask.channel))
                    .extracting(LevelStatus::remaining)
                    .isEqualTo(three.stream().map(Tokens::whole).toList());
        }
    }

    @Property(tries = 200)
    void aRefusalTellsTheFirstMillisecondThatSucceeds(
            @ForAll Level level,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll @IntRange(max = 9_999) int pause) {
        var ticker = new ManualTicker();
        var limiter = limiter(Limits.at(level, limit), ticker);
        Decision decision = ask(limiter, level);
        while (decision instanceof Allowed) {
            ticker.advance(Duration.ofMillis(pause % (WINDOW_MS / limit)));
            decision = ask(limiter, level);
        }
        var refused = (Refused) decision;
        assertThat(refused.level()).isEqualTo(level);
        assertThat(refused.limit()).isEqualTo(limit);
        assertThat(refused.remaining()).isZero();
        ticker.advance(refused.retryAfter().minusMillis(1));
        assertThat(ask(limiter, level)).isInstanceOf(Refused.class);
        ticker.advance(Duration.ofMillis(1));
        assertThat(ask(limiter, level)).isInstanceOf(Allowed.class);
    }

    @Test
    void aRefusalShowsEveryLevelAndNamesTheSlowest() {
        var limiter = limiter(new Limits(2, 1, 2, 1, 1), new ManualTicker());
        limiter.take("ann", "s1", "websocket");
        limiter.take("ann", "s2", "websocket");
        assertThat(limiter.take("ann", "s1", "websocket"))
                .isEqualTo(new Refused(
                        Level.SESSION,
                        1,
                        0,
                        Duration.ofMinutes(1),
                        List.of(
                                new LevelStatus(Level.USER, "ann", 2, 0, 60_000, 60),
                                new LevelStatus(Level.SESSION, "s1", 1, 0, 60_000, 60),
                                new LevelStatus(Level.CHANNEL, "websocket", 2, 0, 60_000, 60))));
    }

    @Test
    void statusOfWhoNeverAskedIsFullAndCostsNothing() {
        var limiter = limiter(Limits.DEFAULT, new ManualTicker());
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.status("ann", Optional.of("s1"), "email"))
                    .containsExactly(
                            new LevelStatus(Level.USER, "ann", 30, 30, 0, 60),
                            new LevelStatus(Level.SESSION, "s1", 10, 10, 0, 60),
                            new LevelStatus(Level.CHANNEL, "email", 20, 20, 0, 60));
        }
    }

    @Test
    void withoutASessionTheStatusHasTwoLevels() {
        var limiter = limiter(Limits.DEFAULT, new ManualTicker());
        limiter.take("ann", "s1", "api");
        assertThat(limiter.status("ann", Optional.empty(), "api"))
                .containsExactly(
                        new LevelStatus(Level.USER, "ann", 30, 29, 2_000, 60),
                        new LevelStatus(Level.CHANNEL, "api", 20, 19, 3_000, 60));
    }

    @Test
    void oneUsersExhaustionDoesNotTouchAnother() {
        var limiter = limiter(Limits.DEFAULT, new ManualTicker());
        for (int i = 0; i < 100; i++) {
            limiter.take("ann", "s" + i, "websocket");
            limiter.takeApi("ann");
        }
        assertThat(limiter.take("ann", "s", "websocket")).isInstanceOf(Refused.class);
        assertThat(limiter.status("ben", Optional.of("s"), "websocket"))
                .allMatch(level -> level.remaining() == level.limit());
        assertThat(limiter.takeApi("ben").limits())
                .extracting(LevelStatus::remaining)
                .containsExactly(299);
    }

    @Test
    void callsOfTheApiAndSignInsCountApartFromMessagesAndFromEachOther() {
        var limiter = limiter(Limits.at(Level.USER, 1), new ManualTicker());
        limiter.take("ann", "s1", "websocket");
        assertThat(limiter.take("ann", "s1", "websocket")).isInstanceOf(Refused.class);
        var strict = limiter(new Limits(1, 1, 1, 1, 1), new ManualTicker());
        assertThat(strict.take("ann", "s1", "api")).isInstanceOf(Allowed.class);
        assertThat(strict.takeApi("ann")).isInstanceOf(Allowed.class);
        assertThat(strict.takeSignInFrom("ann")).isInstanceOf(Allowed.class);
        assertThat(strict.takeSignInAs("ann"))
                .isEqualTo(new Allowed(List.of(new LevelStatus(Level.SIGN_IN, "ann", 1, 0, 60_000, 60))));
        assertThat(strict.takeSignInAs("ann")).isInstanceOf(Refused.class);
        assertThat(strict.takeSignInAs("ben")).isInstanceOf(Allowed.class);
    }

    @Test
    void aBillionIsAsGoodAsNoLimit() {
        var limiter = limiter(Limits.OFF, new ManualTicker());
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.take("ann", "s1", "websocket")).isInstanceOf(Allowed.class);
        }
        assertThat(limiter.status("ann", Optional.empty(), "api"))
                .extracting(LevelStatus::remaining)
                .containsExactly(Limits.NONE - 1_000, Limits.NONE);
    }

    @Test
    void racingThreadsAreGivenTheCapacityAndNoMore() throws Exception {
        for (var level : Level.values()) {
            var limiter = limiter(Limits.at(level, 500), new ManualTicker());
            var admitted = new AtomicInteger();
            Race.run(4, () -> {
                for (int i = 0; i < 250; i++) {
                    if (ask(limiter, level) instanceof Allowed) {
                        admitted.incrementAndGet();
                    }
                }
            });
            assertThat(admitted).as(level.wire()).hasValue(500);
        }
    }

    private static Decision ask(RateLimiter limiter, Level level) {
        return switch (level) {
            case USER, SESSION, CHANNEL -> limiter.take("ann", "s1", "websocket");
            case API -> limiter.takeApi("ann");
            case SIGN_IN -> limiter.takeSignInFrom("192.0.2.1");
        };
    }

    @Provide
    static Arbitrary<List<Integer>> pauses() {
        return pause().list().ofMinSize(1).ofMaxSize(150);
    }

    @Provide
    static Arbitrary<List<Ask>> asks() {
        return Combinators.combine(
                        pause(),
                        Arbitraries.of("ann", "ben"),
                        Arbitraries.of("s1", "s2", "s3"),
                        Arbitraries.of("websocket", "email"))
                .as(Ask::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(150);
    }

    private static Arbitrary<Integer> pause() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(1, 3_000)),
                Tuple.of(1, Arbitraries.integers().between(3_000, 130_000)));
    }

    /** The definition of a bucket, in tokens × window. */
    private static final class Tokens {
        private final long limit;
        private long filled;

        Tokens(int limit) {
            this.limit = limit;
            this.filled = limit * WINDOW_MS;
        }

        void pass(long ms) {
            filled = Math.min(filled + ms * limit, limit * WINDOW_MS);
        }

        int whole() {
            return (int) (filled / WINDOW_MS);
        }

        void take() {
            filled -= WINDOW_MS;
        }

        int takeAll() {
            int all = whole();
            filled -= all * WINDOW_MS;
            return all;
        }
    }
}
