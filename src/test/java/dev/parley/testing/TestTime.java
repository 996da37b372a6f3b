package dev.parley.testing;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Gives the program under test a clock that runs, and that a test can move on: inject {@link TestClock} to do so. */
final class TestTime {

    private TestTime() {}

    @Mock
    @Produces
    @Singleton
    static TestClock clock() {
        return TestClock.over(Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)));
    }
}
