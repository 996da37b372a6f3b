package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.SlackConfig;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import dev.parley.core.ErrorCode;
import dev.parley.core.FieldError;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.testing.SlackRules;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every kind of field that a form can have, as a modal and back. */
class SlackFieldsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LONG = "long ".repeat(60).strip();

    private static final String SCHEMA = """
            {"type": "object", "required": ["size", "sure"], "properties": {
               "size": {"type": "string", "title": "%1$s", "enum": ["", "small", "%1$s"]},
               "many": {"type": "string", "enum": [%2$s]},
               "sure": {"type": "boolean"},
               "price": {"type": "number"},
               "tags": {"type": "array", "description": "Tags"}}}""".formatted(
            LONG, IntStream.range(0, 101).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(",")));

    private static final FeedbackRequest QUESTION = FormQuestion.of("What & where? ".repeat(2_000), SCHEMA, NOW);

    private static JsonNode input(JsonNode view, String block) {
        for (var each : view.path("blocks")) {
            if (each.path("block_id").asText().equals(block)) {
                return each;
            }
        }
        throw new AssertionError(block + " is not in " + view);
    }

    private static JsonNode answered(String values) {
        var submission = SlackPayload.of("{\"view\": {\"state\": {\"values\": " + values + "}}}");
        return AnswerForm.reply(QUESTION, SlackModal.read(AnswerForm.of(QUESTION), submission))
                .by("user", "slack")
                .values()
                .orElseThrow();
    }

    @Test
    void theModalKeepsToTheLimitsOfSlack() {
        var view = SlackModal.of("notice-1", QUESTION);
        assertThat(SlackRules.viewFaults(view)).isEmpty();
        var config = new SlackConfig();
        config.setFailOnUnknownProperties(true);
        var read = GsonFactory.createSnakeCase(config).fromJson(view.toString(), View.class);
        assertThat(read.getPrivateMetadata()).isEqualTo("notice-1");
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i ->
                                input(view, "field:" + i).at("/element/type").asText()))
                .containsExactly("static_select", "plain_text_input", "checkboxes", "number_input", "plain_text_input");
    }

    @Test
    void aBoxThatMustBeAnsweredMayStayEmpty() {
        var view = SlackModal.of("notice-1", QUESTION);
        assertThat(input(view, "field:0").path("optional").asBoolean()).isFalse();
        assertThat(input(view, "field:2").path("optional").asBoolean()).isTrue();
        assertThat(input(view, "field:3").path("optional").asBoolean()).isTrue();
    }

    @Test
    void whatIsFilledInBecomesValues() {
        assertThat(answered("""
                {"field:0": {"input": {"type": "static_select", "selected_option": {"value": "2"}}},
                 "field:1": {"input": {"type": "plain_text_input", "value": "c7"}},
                 "field:2": {"input": {"type": "checkboxes", "selected_options": [{"value": "0"}]}},
                 "field:3": {"input": {"type": "number_input", "value": "2.50"}},
                 "field:4": {"input": {"type": "plain_text_input", "value": "[1, \\"a\\"]"}}}"""))
                .isEqualTo(Json.readOwn("{\"size\": \"" + LONG
                        + "\", \"many\": \"c7\", \"sure\": true, \"price\": 2.50, \"tags\": [1, \"a\"]}"));
    }

    @Test
    void whatIsLeftOutIsNoValue() {
        assertThat(answered("""
                {"field:0": {"input": {"type": "static_select", "selected_option": null}},
                 "field:1": {"input": {"type": "plain_text_input", "value": null}},
                 "field:2": {"input": {"type": "checkboxes", "selected_options": []}},
                 "field:9": {"input": {"type": "plain_text_input", "value": "x"}}}""")).isEqualTo(Json.readOwn("{\"sure\": false}"));
        assertThat(answered("{\"field:0\": {\"input\": {\"selected_option\": {\"value\": \"3\"}}}}"))
                .isEqualTo(Json.readOwn("{\"sure\": false}"));
    }

    @Test
    void faultsStandAtTheirFields() {
        var refusal = new ParleyException(ErrorCode.SCHEMA_MISMATCH, "no")
                .withErrors(List.of(
                        new FieldError("values.tags.0", "must be of type string"),
                        new FieldError("values.tags", "must have at most 1 items"),
                        new FieldError("values", "must be fewer")));
        assertThat(SlackModal.faults(AnswerForm.of(QUESTION), refusal)).isEqualTo(Json.readOwn("""
                {"response_action": "errors", "errors": {
                   "field:4": "must be of type string; must have at most 1 items", "field:0": "must be fewer"}}"""));
    }
}
