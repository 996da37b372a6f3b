package dev.parley.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrittenTextTest {

    private static final String MARK = "[parley:" + "a".repeat(43) + "]";

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("nothing else", "yes", "yes"),
                Arguments.of("blank lines around", "\n\n  yes \n\n", "yes"),
                Arguments.of("two paragraphs", "Do it.\n\nBut not today.", "Do it.\n\nBut not today."),
                Arguments.of(
                        "Gmail",
                        "yes\n\nOn Tue, Nov 24, 2026 at 3:00 PM Parley <p@example.org> wrote:\n\n> May I?\n> no",
                        "yes"),
                Arguments.of(
                        "Gmail, wrapped",
                        "yes\n\nOn Tue, Nov 24, 2026 at 3:00 PM Parley of the longer name\n<p@example.org> wrote:\n> May I?",
                        "yes"),
                Arguments.of("attributed, but not marked", "yes\n\nOn 24 Nov 2026, Parley wrote:\nMay I?\nno", "yes"),
                Arguments.of("below what it answers", "On 24 Nov 2026, Parley wrote:\n> May I?\n\nyes", "yes"),
                Arguments.of("amid what it answers", "> Which?\nThe first.\n> When?\nToday.", "The first.\nToday."),
                Arguments.of("begins like an attribution", "On it.\n\nOn Tue, Parley wrote:\n> May I?", "On it."),
                Arguments.of("right above an attribution", "On it.\nOn Tue, Parley wrote:\n> May I?", "On it."),
                Arguments.of("German", "ja\n\nAm 24.11.2026 um 15:00 schrieb Parley:\n> Darf ich?", "ja"),
                Arguments.of("French", "oui\n\nLe mar. 24 nov. 2026 à 15:00, Parley a écrit :\n> Puis-je ?", "oui"),
                Arguments.of("old Outlook", "no\n\n-----Original Message-----\nFrom: Parley\nMay I?", "no"),
                Arguments.of(
                        "Outlook",
                        "no\n\nFrom: Parley <p@example.org>\nSent: Tuesday\nTo: Ann\nSubject: May I?\n\nyes",
                        "no"),
                Arguments.of("Outlook on the web", "no\n________________________________\nFrom: Parley\nyes", "no"),
                Arguments.of("Outlook, German", "nein\n\nVon: Parley\nGesendet: Dienstag\nAn: Ann\n\nyes", "nein"),
                Arguments.of(
                        "says from, and goes on", "From: here on, no more.\nThanks", "From: here on, no more.\nThanks"),
                Arguments.of("signed", "yes\n-- \nAnn\nno spam please", "yes"),
                Arguments.of("signed, the space lost", "yes\n--\nAnn", "yes"),
                Arguments.of("from a telephone", "yes\n\nSent from my iPhone", "yes"),
                Arguments.of("the mark, quoted without a word", "yes\n" + MARK + "\nno", "yes"),
                Arguments.of("only quoted", "> yes\n> " + MARK, ""),
                Arguments.of("nothing", "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void onlyWhatTheWriterWroteIsRead(String kind, String text, String written) {
        assertThat(WrittenText.of(text)).isEqualTo(written);
    }
}
