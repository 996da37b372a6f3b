package dev.parley.core;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The only place that reads the machine's clock: everyone else is handed a {@link Clock}, so that tests can move time. */
public final class Time {

    Time() {}

    /** UTC in whole milliseconds: what is stored, shown and compared are then the same instants. */
    @Produces
    @Singleton
    static Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }

    /** A monotonic source for what is measured and never shown, such as the refill of buckets. */
    @Produces
    @Singleton
    static Ticker ticker() {
        return System::nanoTime;
    }

    /** Nanoseconds from an arbitrary origin that never go back. */
    @FunctionalInterface
    public interface Ticker {
        long nanos();
    }
}
