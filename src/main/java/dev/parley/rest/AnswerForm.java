package dev.parley.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
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
 * @param fields of a form, or the one for a text
 * @param rule when it is decided
 * @param until when an answer is late
 */
record AnswerForm(List<Button> buttons, List<Field> fields, String rule, String until) {

    private static final Field TEXT = new Field("content", "Your answer", "area", true, List.of());

    /** @param kind {@code approve}, {@code reject} or {@code option}: how it looks */
    record Button(String action, String label, String kind) {}

    /**
     * @param name within what it is a field of
     * @param label for people
     * @param kind {@code area} of a text that is all of the answer; of a form {@code text}, {@code number}, {@code integer},
     *     {@code checkbox}, {@code select} or, for what no field can show, {@code json}
     */
    record Field(String name, String label, String kind, boolean required, List<String> choices) {

        /** Its place in the answer, by which it is posted and refused. */
        public String key() {
            return kind.equals("area") ? name : "values." + name;
        }

        /** Whether what is at a place of the answer was written here. */
        boolean holds(String place) {
            return (place + ".").startsWith(key() + ".");
        }
    }

    static AnswerForm of(FeedbackRequest question) {
        return new AnswerForm(
                buttons(question),
                fields(question),
                Readable.rule(question.needed()),
                Readable.time(question.expiresAt()));
    }

    private static List<Button> buttons(FeedbackRequest question) {
        return switch (question.type()) {
            case APPROVAL ->
                List.of(new Button("approve", "Approve", "approve"), new Button("reject", "Reject", "reject"));
            case CHOICE ->
                question.options().stream()
                        .map(option -> new Button(option.id(), option.label(), "option"))
                        .toList();
            case FORM, TEXT, CLARIFICATION -> List.of();
        };
    }

    private static List<Field> fields(FeedbackRequest question) {
        return switch (question.type()) {
            case FORM -> fields(schema(question));
            case TEXT, CLARIFICATION -> List.of(TEXT);
            case APPROVAL, CHOICE -> List.of();
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
            case "integer" -> "integer";
            case "number" -> "number";
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
            var given = Optional.ofNullable(form.getFirst(field.key())).filter(text -> !text.isBlank());
            switch (field.kind()) {
                case "checkbox" -> values.put(field.name(), given.isPresent());
                case "number", "integer", "json" ->
                    given.ifPresent(text -> values.set(field.name(), parsed(field, text)));
                default -> given.ifPresent(text -> values.put(field.name(), text));
            }
        }
        return values;
    }

    private static JsonNode parsed(Field field, String text) {
        try {
            var value = Json.read(text.strip());
            if (Json.loneSurrogate(value)) {
                throw ParleyException.invalid(field.key(), "must be well-formed Unicode text");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw ParleyException.invalid(
                    field.key(), field.kind().equals("json") ? "must be JSON" : "must be a number");
        }
    }
}
