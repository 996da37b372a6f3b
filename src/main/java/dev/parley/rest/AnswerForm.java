package dev.parley.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Letterbox;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import dev.parley.core.Readable;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The HTML form of a question, and what is read from it.
 *
 * @param buttons each answers at once: the decisions of an approval, the options of a choice
 * @param fields of a form
 * @param text whether a text is asked for
 * @param until when an answer is late
 */
record AnswerForm(List<Button> buttons, List<Field> fields, boolean text, String until) {

    /** @param kind {@code approve}, {@code reject} or {@code option}: how it looks */
    record Button(String action, String label, String kind) {}

    /** @param kind {@code text}, {@code number}, {@code checkbox}, {@code select} or, for what no field can show, {@code json} */
    record Field(String name, String label, String kind, boolean required, List<String> choices) {}

    static AnswerForm of(FeedbackRequest question) {
        var until = Readable.time(question.expiresAt());
        return switch (question.type()) {
            case APPROVAL ->
                new AnswerForm(
                        List.of(new Button("approve", "Approve", "approve"), new Button("reject", "Reject", "reject")),
                        List.of(),
                        false,
                        until);
            case CHOICE ->
                new AnswerForm(
                        question.options().stream()
                                .map(option -> new Button(option.id(), option.label(), "option"))
                                .toList(),
                        List.of(),
                        false,
                        until);
            case FORM -> new AnswerForm(List.of(), fields(schema(question)), false, until);
            case TEXT, CLARIFICATION -> new AnswerForm(List.of(), List.of(), true, until);
        };
    }

    private static JsonNode schema(FeedbackRequest question) {
        return Json.readOwn(question.responseSchema().orElseThrow());
    }

    private static List<Field> fields(JsonNode schema) {
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        var fields = new ArrayList<Field>();
        schema.path("properties").properties().forEach(property -> {
            var rule = property.getValue();
            var choices = new ArrayList<String>();
            rule.path("enum").forEach(choice -> choices.add(choice.asText()));
            fields.add(new Field(
                    property.getKey(),
                    rule.path("title").asText(rule.path("description").asText(property.getKey())),
                    kind(rule),
                    required.contains(property.getKey()),
                    choices));
        });
        return fields;
    }

    private static String kind(JsonNode rule) {
        boolean named = rule.has("enum");
        return switch (rule.path("type").asText()) {
            case "string" -> named ? "select" : "text";
            case "integer", "number" -> "number";
            case "boolean" -> "checkbox";
            case String other -> "json";
        };
    }

    /** What the form says. A field that was left empty is not part of the answer; a box that is not ticked says no. */
    static Letterbox.Reply reply(FeedbackRequest question, MultivaluedMap<String, String> form) {
        var action = Optional.ofNullable(form.getFirst("action"));
        var content = Optional.ofNullable(form.getFirst("content"));
        var values =
                switch (question.type()) {
                    case FORM -> Optional.<JsonNode>of(values(schema(question), form));
                    case APPROVAL, CHOICE, TEXT, CLARIFICATION -> Optional.<JsonNode>empty();
                };
        return (responder, channel) -> new Answer(responder, channel, action, content, values, Optional.empty());
    }

    private static ObjectNode values(JsonNode schema, MultivaluedMap<String, String> form) {
        var values = JsonNodeFactory.instance.objectNode();
        for (var field : fields(schema)) {
            var given =
                    Optional.ofNullable(form.getFirst("values." + field.name())).filter(text -> !text.isBlank());
            switch (field.kind()) {
                case "checkbox" -> values.put(field.name(), given.isPresent());
                case "number", "json" -> given.ifPresent(text -> values.set(field.name(), parsed(field, text)));
                default -> given.ifPresent(text -> values.put(field.name(), text));
            }
        }
        return values;
    }

    private static JsonNode parsed(Field field, String text) {
        try {
            var value = Json.read(text.strip());
            if (Json.loneSurrogate(value)) {
                throw ParleyException.invalid("values." + field.name(), "must be well-formed Unicode text");
            }
            return value;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw ParleyException.invalid(
                    "values." + field.name(), field.kind().equals("json") ? "must be JSON" : "must be a number");
        }
    }

    /** What was wrong with an answer, in sentences. */
    static List<String> faults(ParleyException e) {
        return e.errors().isEmpty()
                ? List.of(e.detail())
                : e.errors().stream()
                        .map(error -> error.field().replaceFirst("^values\\.", "") + " " + error.message())
                        .toList();
    }
}
