package dev.parley.limit;

/**
 * A bucket of {@code limit} tokens that fills evenly over the window, kept as the time at which it will be full again.
 *
 * <p>A token is worth {@code window / limit} nanoseconds of filling. That is seldom a whole number, so the time carries a
 * fraction in units of {@code 1 / limit} nanosecond: nothing is ever rounded, whatever the limit. Times are compared by their
 * difference, so their origin does not matter. Not safe for threads: its owner locks.
 */
class TokenBucket {

    private static final long WINDOW = LimitConfig.WINDOW.toNanos();

    private final int limit;
    private final int stepFraction;
    private final long step;
    private int fraction;
    private long fullAt;

    /** A full bucket. */
    TokenBucket(int limit, long now) {
        this(limit, now, 0);
    }

    /**
     * A bucket that was kept elsewhere.
     *
     * @param fullAt when it is full again, in whole nanoseconds
     * @param fraction what is missing from that time, in units of {@code 1 / limit} nanosecond, less than a whole one
     */
    TokenBucket(int limit, long fullAt, int fraction) {
        this.limit = limit;
        this.step = WINDOW / limit;
        this.stepFraction = (int) (WINDOW % limit);
        this.fullAt = fullAt;
        this.fraction = fraction;
    }

    int limit() {
        return limit;
    }

    boolean hasToken(long now) {
        return untilToken(now) <= 0;
    }

    /** Takes a token, which must be there. */
    void take(long now) {
        settle(now);
        long sum = fractions();
        boolean carry = sum >= limit;
        fullAt += carry ? step + 1 : step;
        fraction = (int) (carry ? sum - limit : sum);
    }

    /** How many tokens are there. */
    int remaining(long now) {
        settle(now);
        long filled = WINDOW - (fullAt - now);
        long estimate = (long) ((double) filled / WINDOW * limit);
        // The products may overflow, their difference does not: the estimate is off by one at most.
        long rest = filled * limit - fraction - estimate * WINDOW;
        return (int) Math.max(estimate + Math.floorDiv(rest, WINDOW), 0);
    }

    /** Nanoseconds, rounded up, until there is a token; 0 or less if there is one. */
    long untilToken(long now) {
        settle(now);
        long sum = fractions();
        int roundedUp = sum > limit ? 2 : sum > 0 ? 1 : 0;
        return fullAt - now + step + roundedUp - WINDOW;
    }

    /** Nanoseconds, rounded up, until the bucket is full; 0 if it is. */
    long untilFull(long now) {
        settle(now);
        return fullAt - now + (fraction > 0 ? 1 : 0);
    }

    /** A full bucket stays full; what the past left over is forgotten. */
    private void settle(long now) {
        if (fullAt - now < 0) {
            fullAt = now;
            fraction = 0;
        }
    }

    /** The fractions of the state and of a step together, less than two nanoseconds. */
    private long fractions() {
        return (long) fraction + stepFraction;
    }
}
