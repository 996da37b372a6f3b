package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.testing.Frames;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static ErrorCode refusal(String text) {
        return catchThrowableOfType(ParleyException.class, () -> FrameReader.read(text))
                .code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "[]",
                "null",
                "1",
                "\"ping\"",
                "{}",
                "{\"type\":null}",
                "{\"type\":1}",
                "{\"type\":\"ping\"} x",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"more\":1}",
                "{\"type\":\"ping\",\"id\":1}",
                "{\"type\":\"ping\",\"payload\":[]}",
                "{\"type\":\"ping\",\"payload\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"ping\",\"payload\":{\"a\":\"\\ud800\"}}",
                "{\"type\":\"ping\",\"payload\":{\"\\udc00\":1}}",
                "{\"type\":\"message\"}",
                "{\"type\":\"message\",\"payload\":{\"content\":null}}",
                "{\"type\":\"message\",\"payload\":{\"content\":5}}",
                "{\"type\":\"message\",\"payload\":{\"content\":\"a\",\"stream\":\"true\"}}",
                "{\"type\":\"message\",\"payload\":{\"content\":\"a\",\"on_busy\":\"wait\"}}",
                "{\"type\":\"message\",\"payload\":{\"content\":\"a\",\"client_message_id\":\"\"}}",
                "{\"type\":\"message\",\"payload\":{\"content\":\"a\",\"user_id\":\"b\"}}",
                "{\"type\":\"message\",\"payload\":{\"content\":\"a\\u0000b\"}}",
                "{\"type\":\"start_session\",\"payload\":{\"after_seq\":1}}",
                "{\"type\":\"start_session\",\"payload\":{\"session_id\":\"a\",\"after_seq\":-1}}",
                "{\"type\":\"start_session\",\"payload\":{\"session_id\":\"a\",\"after_seq\":1.5}}",
                "{\"type\":\"start_session\",\"payload\":{\"session_id\":\"a\",\"metadata\":{}}}",
                "{\"type\":\"start_session\",\"payload\":{\"metadata\":{\"a\":1e999}}}",
                "{\"type\":\"start_session\",\"payload\":{\"metadata\":[]}}",
                "{\"type\":\"submit_feedback\",\"payload\":{\"request_id\":\"a\",\"values\":{\"b\":[\"\\u0000\"]}}}",
                "{\"type\":\"authenticate\",\"payload\":{\"token\":null}}",
                "{\"type\":\"mark_read\",\"payload\":{}}"
            })
    void whatIsWrongIsNamed(String text) {
        assertThat(refusal(text)).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void aTypeThatIsNotKnownIsNamed() {
        assertThat(refusal("{\"type\":\"hello\"}")).isEqualTo(ErrorCode.UNKNOWN_TYPE);
    }

    @Test
    void idsAreCountedInCharacters() {
        var smiles = "\ud83d\ude00".repeat(64);
        assertThat(FrameReader.read("{\"type\":\"ping\",\"id\":\"" + smiles + "\"}")
                        .id())
                .contains(smiles);
        assertThat(refusal("{\"type\":\"ping\",\"id\":\"" + smiles + "x\"}")).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void aPingIsKeptAsItWasWritten() {
        var ping = FrameReader.read("{\"id\":\"payload\",\"payload\": {\"n\": 1.50, \"b\":1e400} ,\"type\":\"ping\"}");
        assertThat(ping.message()).isEqualTo(new ClientMessage.Ping("{\"n\": 1.50, \"b\":1e400}"));
    }

    @Test
    void whatIsAbsentMayBeNull() {
        assertThat(FrameReader.read("{\"type\":\"cancel\",\"payload\":null,\"id\":null}")
                        .message())
                .isInstanceOf(ClientMessage.Cancel.class);
    }

    @Test
    void whoSendsThousandsOfWrongMembersLearnsOfSome() {
        var members = new StringBuilder("\"type\":\"cancel\"");
        for (int i = 0; i < 5_000; i++) {
            members.append(",\"m").append(i).append("\":1");
        }
        var refusal = catchThrowableOfType(ParleyException.class, () -> FrameReader.read("{" + members + "}"));
        assertThat(refusal.errors()).hasSizeLessThan(50);
    }

    @Property(tries = 20_000, seed = "42")
    void everyTextIsAFrameOrARefusal(@ForAll("frames") String text) {
        try {
            assertThat(FrameReader.read(text).message()).isNotNull();
        } catch (ParleyException e) {
            assertThat(e.code()).isIn(ErrorCode.INVALID_MESSAGE, ErrorCode.UNKNOWN_TYPE);
        }
        assertThat(FrameReader.id(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> frames() {
        return Arbitraries.oneOf(
                Arbitraries.randomValue(random -> Frames.generator(random).get()),
                Arbitraries.strings().ofMaxLength(30));
    }
}
