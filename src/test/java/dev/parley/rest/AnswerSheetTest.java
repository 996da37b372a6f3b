package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ErrorCode;
import dev.parley.core.FieldError;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.testing.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every kind of field that a form can have, on the page and back. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class AnswerSheetTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final FeedbackRequest QUESTION = FormQuestion.of("What shall it be?", """
                    {"type": "object", "required": ["size", "tags"], "properties": {
                       "size": {"type": "string", "title": "Size", "enum": ["", "small", "very  \\"large\\""]},
                       "colour": {"type": "string", "enum": ["red"]},
                       "price": {"type": "number"},
                       "tags": {"type": "array", "title": "Tags"},
                       "two words": {"type": "string"}}}""", NOW);

    private static MultivaluedHashMap<String, String> given(Map<String, String> form) {
        return new MultivaluedHashMap<>(form);
    }

    private static String page(Map<String, String> form, FieldError... errors) {
        var refusal = Optional.of(errors)
                .filter(some -> some.length > 0)
                .map(some -> new ParleyException(ErrorCode.SCHEMA_MISMATCH, "no").withErrors(List.of(some)));
        var sheet = AnswerSheet.of(AnswerForm.of(QUESTION), given(form), refusal);
        return Pages.Templates.question(QUESTION, sheet).render();
    }

    @Test
    void nothingIsChosenBeforeSomebodyChooses() {
        assertThat(page(Map.of()))
                .contains("<select id=\"field-size\" name=\"values.size\" dir=\"auto\" required>")
                .contains("<select id=\"field-colour\" name=\"values.colour\" dir=\"auto\">")
                .contains("step=\"any\"", "name=\"values.price\"")
                .doesNotContain(" selected", "<option value=\"\" lang", "role=\"alert\"")
                .containsOnlyOnce("<abbr lang=\"en\" title=\"must be given\">*</abbr></span>\n<textarea")
                .matches(page -> page.split("<option value=\"\">Choose…</option>", -1).length == 3);
    }

    @Test
    void whatWasNotChosenIsNoValue() {
        var reply = AnswerForm.reply(QUESTION, given(Map.of("values.size", "small", "values.colour", "")));
        assertThat(reply.by("user", "email").values()).contains(Json.readOwn("{\"size\": \"small\"}"));
    }

    @Test
    void whatWasGivenIsStillThere() {
        assertThat(page(Map.of(
                        "values.size", "very  \"large\"",
                        "values.price", "2.50",
                        "values.tags", "\n[\"<a>\"]")))
                .contains("<option value=\"very  &quot;large&quot;\" lang=\"\" dir=\"auto\" selected>")
                .contains("value=\"2.50\"", "required>\n\n[&quot;&lt;a&gt;&quot;]</textarea>");
    }

    @Test
    void faultsStandAtTheirFields() {
        assertThat(page(
                        Map.of(),
                        new FieldError("values.tags.0", "must be of type string"),
                        new FieldError("values.tags", "must have at most 1 items"),
                        new FieldError("values.two words", "is missing"),
                        new FieldError("values.more", "is missing"),
                        new FieldError("values", "must be fewer")))
                .contains(
                        "<p id=\"fault-tags\"><a href=\"#field-tags\">Tags must be of type string; must have at most 1")
                .contains("required aria-invalid=\"true\" aria-describedby=\"fault-tags\">")
                .contains("aria-describedby=\"fault-two+words\"", "id=\"fault-two+words\"")
                .contains("<p>more is missing</p>", "<p>Your answer must be fewer</p>")
                .doesNotContain("fault-size");
    }
}
