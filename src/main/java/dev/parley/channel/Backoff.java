package dev.parley.channel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a further try: twice as long each time, up to a limit, and by chance between half of that and all of it. */
record Backoff(Duration first, Duration most, RandomGenerator chance) {

    private static final int DOUBLINGS = 30;

    /** @param failed how many tries have failed, at least 1 */
    Duration after(int failed) {
        long doubled = first.toMillis() << Math.min(failed - 1, DOUBLINGS);
        long whole = doubled >= first.toMillis() ? Math.min(doubled, most.toMillis()) : most.toMillis();
        return Duration.ofMillis(whole - (long) (whole / 2 * chance.nextDouble()));
    }
}
