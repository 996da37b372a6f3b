package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.limit.Decision.Allowed;
import dev.parley.limit.Decision.Refused;
import dev.parley.testing.ManualTicker;
import dev.parley.testing.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every limiter says, and keeps when many ask at once. */
abstract class RateLimiterContract extends RateLimiterProperties {

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
}
