package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltasTest {

    private static final String PLAIN =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":%s},\"finish_reason\":null}]}";
    private static final String REORDERED =
            "{ \"choices\" : [ {\"finish_reason\":null, \"delta\":{\"role\":\"assistant\", \"content\": %s }, \"x\":{\"content\":\"no\"}} ],\"id\":\"1\"}";

    private final Deltas deltas = new Deltas();

    @Property
    void any_text_is_read_as_a_json_parser_reads_it(@ForAll String text, @ForAll String earlier) throws IOException {
        assertThat(read(PLAIN, json(earlier), json(text))).isEqualTo(text);
        assertThat(read(REORDERED, json(earlier), json(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud83d\\ude42\"", "\"\\u0041\\/\"", "\"\\\\\"", "\"\\\"\"", "\"\"", "\"}]}\""})
    void escapes_are_undone(String written) throws IOException {
        assertThat(read(PLAIN, "\"x\"", written)).isEqualTo(new ObjectMapper().readValue(written, String.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}",
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":null},\"finish_reason\":null}]}",
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\",\"tool_calls\":[]},\"finish_reason\":null}]}",
                "{\"id\":\"2\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}",
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\",
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a",
                "{\"id\":\"1\"",
                ""
            })
    void a_chunk_with_other_surroundings_is_left_to_the_parser(String chunk) throws IOException {
        assertThat(read(PLAIN, "\"x\"", chunk, true)).isNull();
    }

    @Test
    void nothing_is_read_before_a_chunk_was_learnt() throws IOException {
        byte[] bytes = PLAIN.formatted("\"a\"").getBytes(StandardCharsets.UTF_8);
        assertThat(deltas.text(bytes, 0, bytes.length)).isNull();
    }

    private String read(String form, String learnt, String text) throws IOException {
        return read(form, learnt, form.formatted(text), false);
    }

    /** The chunk stands in the middle of a buffer, as it does in a stream. */
    private String read(String form, String learnt, String chunk, boolean any) throws IOException {
        byte[] first = form.formatted(learnt).getBytes(StandardCharsets.UTF_8);
        deltas.learn(first, 0, first.length, new ObjectMapper().readValue(learnt, String.class));
        byte[] bytes = ("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8);
        String text = deltas.text(bytes, 6, bytes.length - 2);
        assertThat(any || text != null).isTrue();
        return text;
    }

    private static String json(String text) throws JsonProcessingException {
        // A lone surrogate has no UTF-8 form; escaped, it has.
        return new ObjectMapper()
                .writer()
                .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
                .writeValueAsString(text);
    }
}
