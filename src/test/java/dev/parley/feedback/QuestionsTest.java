package dev.parley.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.FieldError;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            APPROVAL | Really? | `` | - | email | -
            TEXT | Why? | `` | - | websocket,email | -
            CLARIFICATION | What? | `` | - | api | -
            CHOICE | Which? | a=A,b=B | - | api | -
            CHOICE | Which? | a=A,b=B,c=C | - | api | -
            FORM | Fill in | `` | {"type":"object"} | api | -
            APPROVAL | ` ` | `` | - | api | prompt
            APPROVAL | Really? | `` | - | `` | channels
            APPROVAL | Really? | a=A,b=B | - | api | options
            APPROVAL | Really? | `` | {} | api | response_schema
            CHOICE | Which? | `` | - | api | options
            CHOICE | Which? | a=A | - | api | options
            CHOICE | Which? | a=A,a=B | - | api | options
            CHOICE | Which? | a=A, =B | - | api | options
            CHOICE | Which? | a=A,b=  | - | api | options
            CHOICE | Which? | a=A,b=B | {} | api | response_schema
            FORM | Fill in | `` | - | api | response_schema
            FORM | Fill in | `` | {"type":"objekt"} | api | response_schema""")
    void judgesQuestions(
            FeedbackType type,
            String prompt,
            String options,
            @Nullable String schema,
            String channels,
            @Nullable String wrong) {
        var question = new NewQuestion(
                "session",
                "user",
                "message",
                true,
                type,
                prompt,
                items(options).stream().map(QuestionsTest::option).toList(),
                Optional.ofNullable(schema),
                items(channels),
                Panel.of("user", Instant.EPOCH));

        assertThat(Questions.faults(question).stream()
                        .map(FieldError::field)
                        .distinct()
                        .toList())
                .isEqualTo(wrong == null ? List.of() : List.of(wrong));
    }

    private static FeedbackRequest.Option option(String pair) {
        var parts = pair.split("=", 2);
        return new FeedbackRequest.Option(parts[0], parts[1]);
    }

    private static List<String> items(String list) {
        return list.isEmpty() ? List.of() : Arrays.asList(list.split(","));
    }
}
