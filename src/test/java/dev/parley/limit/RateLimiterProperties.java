package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Time.Ticker;
import dev.parley.limit.Decision.Allowed;
import dev.parley.limit.Decision.Refused;
import dev.parley.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What every limiter keeps, whatever is asked of it. Time moves in whole milliseconds here, which any store can count. */
abstract class RateLimiterProperties {

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
                assertThat((last - first + 1) * Tokens.WINDOW_MS)
                        .isLessThanOrEqualTo(limit * (Tokens.WINDOW_MS + span));
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
            ticker.advance(Duration.ofMillis(pause % (Tokens.WINDOW_MS / limit)));
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

    static Decision ask(RateLimiter limiter, Level level) {
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
}
