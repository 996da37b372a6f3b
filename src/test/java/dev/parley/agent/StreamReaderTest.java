package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.output.FinishReason;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStub.Step;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {

    @Property(tries = 300)
    void any_tokens_cut_anywhere_give_the_same_text(
            @ForAll @Size(max = 8) List<String> tokens,
            @ForAll @Size(max = 20) @UniqueElements List<@IntRange(max = 4_000) Integer> cuts) {
        byte[] bytes = bytes(OpenAiStub.tokens(tokens.toArray(String[]::new)));
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);

        int from = 0;
        for (int to : cuts.stream().sorted().filter(cut -> cut < bytes.length).toList()) {
            feed(reader, Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        feed(reader, Arrays.copyOfRange(bytes, from, bytes.length));
        assertThat(reader.done()).isTrue();
        reader.end();

        // A lone surrogate has no UTF-8 form, so the stub cannot send it.
        var sent = new String(
                String.join("", tokens).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(String.join("", hearing.parts)).isEqualTo(sent.replace('\0', '\uFFFD'));
        assertThat(hearing.parts).doesNotContain("");
        assertThat(hearing.ends).hasSize(1);
        assertThat(hearing.ends.getFirst().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(hearing.ends.getFirst().tokenUsage().outputTokenCount()).isEqualTo(7);
    }

    @Test
    void a_pair_of_surrogates_split_over_two_chunks_is_told_whole() {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        feed(reader, chunk("\"a\\ud83d\""));
        feed(reader, chunk("\"\\ude42b\""));
        assertThat(hearing.parts).containsExactly("a", "🙂b");
    }

    @Test
    void what_no_store_takes_is_replaced() {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        feed(reader, chunk("\"a\\u0000\""));
        feed(reader, chunk("\"\\u0000b\"")); // with known surroundings
        assertThat(hearing.parts).containsExactly("a\uFFFD", "\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"content\":\"%s\"",
                "\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"clarify\",\"arguments\":\"%s\"}}]"
            })
    void an_answer_has_a_longest(String delta) {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        var chunk =
                Buffer.buffer("data: {\"choices\":[{\"delta\":{" + delta.formatted("x".repeat(1 << 19)) + "}}]}\n\n");
        for (int n = 0; n < 7; n++) {
            reader.read(chunk);
        }
        assertThatThrownBy(() -> reader.read(Buffer.buffer(chunk.getBytes()).appendBuffer(chunk)))
                .isInstanceOf(AgentFailure.class)
                .hasMessageContaining("too long");
    }

    @Test
    void what_was_read_is_told_before_a_failure() {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        reader.read(Buffer.buffer(chunk("\"half\"")));
        reader.failed(AgentFailure.timeout("late"));
        assertThat(hearing.parts).containsExactly("half");
        assertThat(hearing.failures).hasSize(1);
    }

    @Test
    void comments_and_empty_chunks_begin_nothing_and_say_nothing() {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        assertThat(reader.read(Buffer.buffer(": ping\n\n"))).isFalse();
        assertThat(reader.read(Buffer.buffer(chunk("\"\"")))).isTrue();
        reader.tell();
        assertThat(hearing.parts).isEmpty();
        assertThat(reader.begun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delta\":{\"content\":\"a\"}}",
                "{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"clarify\",\"arguments\":\"\"}}]}}",
                "{\"delta\":{},\"finish_reason\":\"stop\"}"
            })
    void text_a_tool_and_an_end_begin_an_answer(String choice) {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        reader.read(Buffer.buffer("data: {\"choices\":[" + choice + "]}\n\n"));
        assertThat(reader.begun()).isTrue();
    }

    @Test
    void a_refusal_is_told_as_the_answer() {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        for (String delta : List.of(
                "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null",
                "\"content\":\"\",\"refusal\":\"No\"",
                "\"content\":\"\",\"refusal\":\", no\"",
                "\"content\":\"\",\"refusal\":\", no\"",
                "\"refusal\":\".\"",
                "\"content\":\" Sorry\",\"refusal\":\"\"",
                "\"content\":\".\",\"refusal\":\"\"")) {
            feed(reader, ("data: {\"choices\":[{\"index\":0,\"delta\":{" + delta + "}}]}\n\n").getBytes());
        }
        assertThat(String.join("", hearing.parts)).isEqualTo("No, no, no. Sorry.");
    }

    @Test
    void what_is_unknown_in_a_chunk_is_passed_over() {
        var hearing = new Hearing();
        var reader = new StreamReader(hearing, Integer.MAX_VALUE);
        feed(
                reader,
                ("data: {\"new\":{\"a\":[1,{}]},\"error\":null,\"choices\":[{\"x\":{\"y\":[2]},"
                                + "\"delta\":{\"content\":\"text\"}}]}\n\n")
                        .getBytes());
        assertThat(hearing.parts).containsExactly("text");
    }

    private void feed(StreamReader reader, byte[] bytes) {
        reader.read(Buffer.buffer(bytes));
        reader.tell();
    }

    private static byte[] chunk(String json) {
        return ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":" + json + "}}]}\n\n").getBytes();
    }

    private static byte[] bytes(OpenAiStub.Answer answer) {
        var all = Buffer.buffer();
        for (Step step : answer.steps()) {
            all.appendBuffer(((Step.Send) step).bytes());
        }
        return all.getBytes();
    }
}
