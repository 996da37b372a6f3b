package dev.parley.core;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes ids: UUIDs of version 7 (RFC 9562), which sort by the time of their making.
 *
 * <p>The 12 bits after the milliseconds count within one millisecond, so that ids of one process are strictly ascending.
 */
@ApplicationScoped
public class Ids {

    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long last;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** The next id, in its canonical text form. */
    public String next() {
        long high = ascending();
        long timestamp = high >>> COUNTER_BITS;
        long counter = high & ((1 << COUNTER_BITS) - 1);
        long most = timestamp << 16 | 0x7000 | counter;
        long least = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(most, least).toString();
    }

    private synchronized long ascending() {
        last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
        return last;
    }
}
