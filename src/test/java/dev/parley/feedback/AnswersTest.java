package dev.parley.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.core.ErrorCode;
import dev.parley.core.FieldError;
import dev.parley.core.ParleyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final String SCHEMA = """
            {"type": "object", "required": ["name", "sure", "count", "note"], "additionalProperties": false,
             "properties": {
                "name": {"type": "string", "pattern": "^[a-z]+$"}, "sure": {"type": "boolean"},
                "count": {"type": "integer", "minimum": 0}, "note": {"type": "string"},
                "tags": {"type": "array", "items": {"enum": ["red", "blue"]}}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            APPROVAL | approve | - | - | approve
            APPROVAL | reject | - | - | reject
            APPROVAL | - | approved | - | approve
            APPROVAL | - | ` APPROVE\n` | - | approve
            APPROVAL | - | Rejected | - | reject
            APPROVAL | - | reject | - | reject
            APPROVAL | reject | REJECTED | - | reject
            APPROVAL | approve | - | null | approve
            CHOICE | b | - | - | b
            FORM | - | - | {"name":"ada","sure":false,"count":0,"note":""} | -
            FORM | - | - | {"name":"ada","sure":true,"count":7,"note":"x","tags":["red"]} | -
            TEXT | - | Some words | - | -
            TEXT | - | ` ok ` | - | -
            CLARIFICATION | - | 0 | - | -""")
    void takes(
            FeedbackType type,
            @Nullable String action,
            @Nullable String content,
            @Nullable String values,
            @Nullable String decided) {
        var outcome = outcome(type, action, content, values);

        assertThat(outcome.action()).isEqualTo(Optional.ofNullable(decided));
        assertThat(outcome.content()).isEqualTo(Optional.ofNullable(content));
        assertThat(outcome.values()).isEqualTo(json(values).filter(it -> !it.isNull()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            APPROVAL | - | - | - | action
            APPROVAL | Approve | - | - | action
            APPROVAL | maybe | - | - | action
            APPROVAL | `` | - | - | action
            APPROVAL | - | yes | - | content
            APPROVAL | - | `` | - | content
            APPROVAL | approve | rejected | - | content
            APPROVAL | approve | looks good | - | content
            APPROVAL | approve | - | {} | values
            CHOICE | - | - | - | action
            CHOICE | c | - | - | action
            CHOICE | B | - | - | action
            CHOICE | - | b | - | content
            CHOICE | b | b | - | content
            CHOICE | b | - | false | values
            FORM | - | - | - | values
            FORM | - | - | null | values
            FORM | - | text | {"name":"ada","sure":false,"count":0,"note":""} | content
            FORM | submit | - | {"name":"ada","sure":false,"count":0,"note":""} | action
            TEXT | - | - | - | content
            TEXT | - | `` | - | content
            TEXT | - | ` \t\n` | - | content
            TEXT | approve | words | - | action
            TEXT | - | words | {} | values
            CLARIFICATION | approve | - | - | action
            CLARIFICATION | - | - | 0 | values""")
    void refuses(
            FeedbackType type,
            @Nullable String action,
            @Nullable String content,
            @Nullable String values,
            String field) {
        assertThatThrownBy(() -> outcome(type, action, content, values))
                .isInstanceOfSatisfying(ParleyException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
                    assertThat(refusal.errors()).extracting(FieldError::field).contains(field);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | values.name is missing
            {} | values.note is missing
            false | values must be of type object
            [] | values must be of type object
            {"name":"Ada","sure":false,"count":0,"note":""} | values.name must match ^[a-z]+$
            {"name":"ada\\n","sure":false,"count":0,"note":""} | values.name must match ^[a-z]+$
            {"name":"ada","sure":"false","count":0,"note":""} | values.sure must be of type boolean
            {"name":"ada","sure":false,"count":-1,"note":""} | values.count must be at least 0
            {"name":"ada","sure":false,"count":0.5,"note":""} | values.count must be of type integer
            {"name":"ada","sure":false,"count":0,"note":null} | values.note must be of type string
            {"name":"ada","sure":false,"count":0,"note":"","more":1} | values.more is no field of this form
            {"name":"ada","sure":false,"count":0,"note":"","tags":["red","grey"]} | values.tags.1 must be one of ["red", "blue"]
            {"name":"ada","sure":false,"count":1e999,"note":""} | values must not contain numbers beyond those of double precision""")
    void tellsWhatDoesNotFitTheForm(String values, String error) {
        assertThatThrownBy(() -> outcome(FeedbackType.FORM, null, null, values))
                .isInstanceOfSatisfying(ParleyException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
                    assertThat(refusal.errors())
                            .extracting(it -> it.field() + " " + it.message())
                            .contains(error);
                });
    }

    @ParameterizedTest
    @CsvSource({"x, 32000, true", "x, 32001, false", "👋, 32000, true", "👋, 32001, false"})
    void countsCodePoints(String character, int times, boolean fits) {
        var content = " " + character.repeat(times) + "\n";
        if (fits) {
            assertThat(outcome(FeedbackType.TEXT, null, content, null).content())
                    .contains(content);
        } else {
            assertThatThrownBy(() -> outcome(FeedbackType.TEXT, null, content, null))
                    .isInstanceOf(ParleyException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, true", "65537, false"})
    void valuesHaveTheirLargestSize(int size, boolean fits) {
        var form = "{\"name\":\"ada\",\"sure\":true,\"count\":7,\"note\":\"%s\"}";
        var values = form.formatted("x".repeat(size - form.length() + 2));
        if (fits) {
            assertThat(outcome(FeedbackType.FORM, null, null, values).values()).isPresent();
        } else {
            assertThatThrownBy(() -> outcome(FeedbackType.FORM, null, null, values))
                    .isInstanceOf(ParleyException.class);
        }
    }

    private static Outcome outcome(
            FeedbackType type, @Nullable String action, @Nullable String content, @Nullable String values) {
        var answer = new Answer(
                "user",
                "api",
                Optional.ofNullable(action),
                Optional.ofNullable(content),
                json(values),
                Optional.empty());
        Answers.refuseTooLarge(answer);
        return Answers.outcome(question(type), answer, NOW);
    }

    private static FeedbackRequest question(FeedbackType type) {
        return new FeedbackRequest(
                "request",
                "session",
                "user",
                "message",
                true,
                type,
                "?",
                type == FeedbackType.CHOICE
                        ? List.of(new FeedbackRequest.Option("a", "A"), new FeedbackRequest.Option("b", "B"))
                        : List.of(),
                type == FeedbackType.FORM ? Optional.of(SCHEMA) : Optional.empty(),
                FeedbackStatus.PENDING,
                List.of(),
                NOW,
                NOW.plus(Duration.ofHours(48)),
                Optional.empty(),
                1);
    }

    private static Optional<JsonNode> json(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new ObjectMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
