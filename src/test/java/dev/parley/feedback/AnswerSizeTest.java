package dev.parley.feedback;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ParleyException;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerSizeTest {

    private static void fits(Optional<String> action, Optional<String> content) {
        Answers.refuseTooLarge(new Answer("user", "api", action, content, Optional.empty(), Optional.empty()));
    }

    @Test
    void theIdOfTheLongestOptionIsNotTooLong() {
        var id = "\u0130".repeat(200).toLowerCase(Locale.ROOT) + "_20";
        assertThatCode(() -> fits(Optional.of(id), Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void blanksAroundAContentHaveTheirEnd() {
        assertThatCode(() -> fits(Optional.empty(), Optional.of(" ".repeat(65_535) + "x")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> fits(Optional.empty(), Optional.of(" ".repeat(65_536) + "x")))
                .isInstanceOf(ParleyException.class);
    }
}
