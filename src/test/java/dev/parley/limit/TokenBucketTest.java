package dev.parley.limit;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long WINDOW = 60_000_000_000L;

    /** The definition of a token bucket, counted in tokens × window, which numbers without bounds never round. */
    private static final class Exact {
        private final BigInteger limit;
        private final BigInteger token = BigInteger.valueOf(WINDOW);
        private BigInteger filled;

        Exact(int limit) {
            this.limit = BigInteger.valueOf(limit);
            this.filled = this.limit.multiply(token);
        }

        void pass(long nanos) {
            filled = filled.add(limit.multiply(BigInteger.valueOf(nanos))).min(limit.multiply(token));
        }

        void take() {
            filled = filled.subtract(token);
        }

        long remaining() {
            return filled.divide(token).longValueExact();
        }

        long nanosUntil(BigInteger amount) {
            return amount.subtract(filled)
                    .max(ZERO)
                    .add(limit)
                    .subtract(ONE)
                    .divide(limit)
                    .longValueExact();
        }
    }

    @Property
    void isExactForAnyLimitAtAnyTime(
            @ForAll @IntRange(min = 1) int limit, @ForAll long start, @ForAll("gaps") List<Long> gaps) {
        long now = start;
        var bucket = new TokenBucket(limit, now);
        var exact = new Exact(limit);
        for (long gap : gaps) {
            now += gap;
            exact.pass(gap);
            for (int burst = 0; burst < 3; burst++) {
                assertThat(bucket.remaining(now)).isEqualTo((int) exact.remaining());
                assertThat(bucket.untilFull(now)).isEqualTo(exact.nanosUntil(exact.limit.multiply(exact.token)));
                assertThat(Math.max(bucket.untilToken(now), 0)).isEqualTo(exact.nanosUntil(exact.token));
                assertThat(bucket.hasToken(now)).isEqualTo(exact.remaining() > 0);
                if (bucket.hasToken(now)) {
                    bucket.take(now);
                    exact.take();
                }
            }
        }
    }

    @Provide
    static Arbitrary<List<Long>> gaps() {
        return Arbitraries.longs().between(0, 2 * WINDOW).list().ofMinSize(1).ofMaxSize(60);
    }

    @Property
    void givesItsWholeCapacityAtOnceAndThenNothing(@ForAll @IntRange(min = 1, max = 2_000) int limit) {
        var bucket = new TokenBucket(limit, 0);
        for (int taken = 0; taken < limit; taken++) {
            assertThat(bucket.hasToken(0)).isTrue();
            bucket.take(0);
        }
        assertThat(bucket.hasToken(0)).isFalse();
        assertThat(bucket.untilFull(0)).isEqualTo(WINDOW);
        assertThat(bucket.remaining(WINDOW)).isEqualTo(limit);
    }

    @Test
    void drainedForADayOfSeventhsGivesEveryOneOfThem() {
        var bucket = new TokenBucket(7, 0);
        int given = 0;
        long day = 24 * 60 * WINDOW;
        for (long now = 0; now <= day; now += Math.max(bucket.untilToken(now), 1)) {
            while (bucket.hasToken(now)) {
                bucket.take(now);
                given++;
            }
        }
        assertThat(given).isEqualTo(7 + 24 * 60 * 7);
    }

    @Test
    void aReadingOlderThanTheLastOneIsTakenForStricterNeverForLooser() {
        var bucket = new TokenBucket(1, 1_000);
        bucket.take(1_000);
        assertThat(bucket.hasToken(0)).isFalse();
        assertThat(bucket.remaining(0)).isZero();
        assertThat(bucket.hasToken(1_000 + WINDOW)).isTrue();
    }
}
