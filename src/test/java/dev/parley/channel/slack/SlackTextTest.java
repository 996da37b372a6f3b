package dev.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlackTextTest {

    @Test
    void mentionsAndLinksBecomeText() {
        assertThat(SlackText.pieces("<!channel> & <http://a|b>", 3_000, 4))
                .containsExactly("&lt;!channel&gt; &amp; &lt;http://a|b&gt;");
    }

    @Test
    void aLongTextIsSplitBetweenWordsAndLosesNone() {
        var words = "one two three four five six seven eight nine ten";
        var pieces = SlackText.pieces(words, 16, 10);
        assertThat(pieces).allMatch(piece -> piece.length() <= 16);
        assertThat(String.join(" ", pieces)).isEqualTo(words);
    }

    @Test
    void whatDoesNotFitIsSaidToBeMissing() {
        assertThat(SlackText.pieces("one two three four five", 9, 2)).containsExactly("one two", "three…");
        assertThat(SlackText.pieces("x".repeat(40_000), 3_000, 4))
                .hasSize(4)
                .allMatch(piece -> piece.length() <= 3_000)
                .last()
                .asString()
                .endsWith("…");
    }

    @Test
    void nothingIsADash() {
        assertThat(SlackText.pieces(" \n ", 3_000, 4)).isEqualTo(List.of("–"));
        assertThat(SlackText.line("\n", 75)).isEqualTo("–");
    }

    @Test
    void aLineIsOneAndIsCutBetweenCharacters() {
        assertThat(SlackText.line(" a\n\tb ", 75)).isEqualTo("a b");
        assertThat(SlackText.line("abcdef", 6)).isEqualTo("abcdef");
        assertThat(SlackText.line("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(SlackText.line("abcd😀fg", 6)).isEqualTo("abcd…");
    }

    @Property
    void piecesAreShortAndWholeWhateverTheText(@ForAll String text, @ForAll @IntRange(min = 6, max = 50) int longest) {
        var pieces = SlackText.pieces(text, longest, Integer.MAX_VALUE);
        assertThat(pieces).allMatch(piece -> !piece.isEmpty() && piece.length() <= longest);
        if (!text.isBlank()) {
            assertThat(bare(pieces.stream().collect(Collectors.joining()))).isEqualTo(bare(SlackText.escaped(text)));
        }
    }

    private static String bare(String text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
