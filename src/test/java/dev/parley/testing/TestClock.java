package dev.parley.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock whose time a test moves. */
public final class TestClock extends Clock {

    private final Clock base;
    private final ZoneId zone;
    private final AtomicReference<Duration> ahead;

    private TestClock(Clock base, ZoneId zone, AtomicReference<Duration> ahead) {
        this.base = base;
        this.zone = zone;
        this.ahead = ahead;
    }

    /** Stands still until it is moved. */
    public static TestClock at(String instant) {
        return over(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    /** Runs with another clock, ahead of it by what it was moved. */
    public static TestClock over(Clock base) {
        return new TestClock(base, ZoneOffset.UTC, new AtomicReference<>(Duration.ZERO));
    }

    public void advance(Duration by) {
        ahead.accumulateAndGet(by, Duration::plus);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new TestClock(base, other, ahead);
    }
}
