package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

    private final List<String> heard = new ArrayList<>();
    private final EventStream events = events();

    private EventStream events() {
        return new EventStream(
                (bytes, from, to) -> heard.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }

    @Property
    void any_cut_of_the_bytes_gives_the_same_events(
            @ForAll @Size(max = 30) List<@IntRange(max = 200) Integer> cuts, @ForAll boolean carriageReturns) {
        String stream =
                "\uFEFF: hello\n\ndata: {\"a\":\"häß🙂\"}\n\nevent: x\ndata:one\ndata: two\nid: 3\n\n\ndata\n\ndata:\n\ndata: [DONE]\n\n";
        byte[] bytes = (carriageReturns ? stream.replace("\n", "\r\n") : stream).getBytes(StandardCharsets.UTF_8);
        heard.clear();
        var events = events();

        int from = 0;
        for (int to : cuts.stream().sorted().toList()) {
            int end = Math.min(to, bytes.length);
            events.feed(Arrays.copyOfRange(bytes, from, end));
            from = end;
        }
        events.feed(Arrays.copyOfRange(bytes, from, bytes.length));
        events.end();

        assertThat(heard).containsExactly("{\"a\":\"häß🙂\"}", "one\ntwo", "[DONE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\ndata: b\n\n", "data:a\r\rdata:b\r\r", "data: a\r\n\r\ndata: b"})
    void lines_end_in_any_of_the_three_ways(String stream) {
        events.feed(stream.getBytes(StandardCharsets.UTF_8));
        events.end();
        assertThat(heard).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFdata: a\n\ndata: b\n\n", "\uFEFF\ndata: a\n\ndata: b\n\n"})
    void a_byte_order_mark_is_no_part_of_the_first_line(String stream) {
        events.feed(stream.getBytes(StandardCharsets.UTF_8));
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void empty_data_is_passed_over() {
        events.feed("data:\n\ndata: \n\ndata: a\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(heard).containsExactly("a");
    }

    @Test
    void one_space_after_the_colon_is_no_data() {
        events.feed("data:  a\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(heard).containsExactly(" a");
    }

    @Test
    void an_event_without_an_end_does_not_fill_the_memory() {
        byte[] much = new byte[64 * 1024];
        Arrays.fill(much, (byte) 'x');
        assertThatThrownBy(() -> {
                    for (int n = 0; n < 100; n++) {
                        events.feed(much);
                    }
                })
                .isInstanceOf(AgentFailure.class);
    }
}
