package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetriesTest {

    @Property
    void pauses_double_vary_and_come_to_an_end(@ForAll @IntRange(max = 10) int most) {
        var retries = new Retries(most);
        for (int n = 0; n < most; n++) {
            long doubled = 200L << n;
            assertThat(retries.next(null).orElseThrow()).isBetween(doubled / 2, doubled * 3 / 2);
        }
        assertThat(retries.next(null)).isEmpty();
    }

    @Test
    void what_the_endpoint_asks_for_is_waited_for_within_reason() {
        assertThat(new Retries(1).next("7")).hasValue(7_000);
        assertThat(new Retries(1).next("11")).isEmpty();
        assertThat(new Retries(1).next("0")).isPresent();
        assertThat(new Retries(1).next("Wed, 21 Oct 2026 07:28:00 GMT")).isPresent();
    }
}
