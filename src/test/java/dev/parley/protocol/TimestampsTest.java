package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimestampsTest {

    @Property
    void a_time_is_written_as_the_library_does(@ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis) {
        assertWritten(Instant.ofEpochMilli(millis));
    }

    @Property
    void so_is_one_of_a_finer_or_a_whole_second(
            @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        assertWritten(Instant.ofEpochSecond(second));
        assertWritten(Instant.ofEpochSecond(second, nanos));
    }

    private static void assertWritten(Instant at) {
        var out = new StringBuilder();
        Timestamps.append(out, at);
        assertThat(out).hasToString(at.toString());
    }
}
