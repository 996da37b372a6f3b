package dev.parley.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock whose time a test moves. */
public final class TestClock extends Clock {

    private final ZoneId zone;
    private final AtomicReference<Clock> now;

    private TestClock(ZoneId zone, AtomicReference<Clock> now) {
        this.zone = zone;
        this.now = now;
    }

    /** Stands still until it is moved. */
    public static TestClock at(String instant) {
        return over(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    /** Runs with another clock, ahead of it by what it was moved. */
    public static TestClock over(Clock base) {
        return new TestClock(ZoneOffset.UTC, new AtomicReference<>(base));
    }

    public void advance(Duration by) {
        now.updateAndGet(clock -> Clock.offset(clock, by));
    }

    /** Lets only the test move time until the end of the block: how long the machine takes no longer matters. */
    public Held hold() {
        var running = now.get();
        var held = running.instant();
        now.set(Clock.fixed(held, ZoneOffset.UTC));
        return () -> {
            var moved = Duration.between(held, instant());
            now.set(Clock.offset(running, moved));
        };
    }

    /** The end of a {@link #hold}: time runs on, ahead by what it was moved. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public Instant instant() {
        return now.get().instant();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new TestClock(other, now);
    }
}
