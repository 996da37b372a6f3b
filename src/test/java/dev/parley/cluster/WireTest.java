package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Word;
import dev.parley.session.SessionEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    private static final SessionEvent EVENT = new SessionEvent(
            "session",
            7,
            "stream_start",
            Instant.parse("2026-11-25T09:00:00.123Z"),
            "{\"message_id\":\"a\",\"text\":\"tab \\t and\\nline\"}");

    static Stream<Word> words() {
        return Stream.of(
                new Word.Happened(EVENT),
                new Word.Aside("error", "{\"type\":\"error\"}"),
                new Word.Grew("a", 12, "several\nlines\n\n"),
                new Word.Grew("a", 0, ""),
                new Word.Joined(),
                new Word.Standing(Optional.of(EVENT), 4, "so far\nand\tfurther\n"),
                new Word.Standing(Optional.empty(), -1, ""),
                new Word.Stop("a", "superseded"),
                new Word.Removed("t"),
                new Word.Next("replica"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void aWordArrivesAsItWasSaid(Word word) {
        assertThat(Wire.read("session", Wire.write("me", word))).contains(word);
    }

    @Test
    void onesOwnWordsAreKnown() {
        var text = Wire.write("me", new Word.Joined());
        assertThat(Wire.from("me", text)).isTrue();
        assertThat(Wire.from("m", text)).isFalse();
        assertThat(Wire.from("you", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "me", "me\nsang\na song", "me\ngrew\na", "me\ngrew\na\nmany\ntext", "me\nhappened\n1"})
    void whatIsNotUnderstoodIsPassedOver(String text) {
        assertThat(Wire.read("session", text)).isEmpty();
    }
}
