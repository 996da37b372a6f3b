package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestClock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final TestClock clock = TestClock.at("2026-10-21T07:28:00Z");

    @Property
    void pauses_double_vary_and_come_to_an_end(@ForAll @IntRange(max = 10) int most) {
        var retries = new Retries(most, clock);
        for (int n = 0; n < most; n++) {
            long doubled = 200L << n;
            assertThat(retries.next(null).orElseThrow()).isBetween(doubled / 2, doubled * 3 / 2);
        }
        assertThat(retries.next(null)).isEmpty();
    }

    @Test
    void what_the_endpoint_asks_for_is_waited_for_within_reason() {
        assertThat(new Retries(1, clock).next("7")).hasValue(7_000);
        assertThat(new Retries(1, clock).next("11")).isEmpty();
        assertThat(new Retries(1, clock).next("0")).isPresent();
        assertThat(new Retries(1, clock).next("soon")).isPresent();
    }

    @Test
    void a_date_is_waited_for_as_seconds_are() {
        assertThat(new Retries(1, clock).next("Wed, 21 Oct 2026 07:28:07 GMT")).hasValue(7_000);
        assertThat(new Retries(1, clock).next("Wed, 21 Oct 2026 07:28:11 GMT")).isEmpty();
        assertThat(new Retries(1, clock).next("Wed, 21 Oct 2026 07:27:00 GMT").orElseThrow())
                .isBetween(100L, 300L);
    }
}
