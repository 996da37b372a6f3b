package dev.parley.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.slack.SlackBlocks;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The form of a question as a modal on Slack, what is read from it, and what it is answered with. */
final class SlackModal {

    private static final String INPUT = "input";
    private static final String TEXT = "content";
    private static final int LONGEST_TITLE = 24;
    private static final int LONGEST_LABEL = 2_000;
    private static final int LONGEST_OPTION = 75;
    private static final int MOST_OPTIONS = 100;

    private SlackModal() {}

    static ObjectNode of(String noticeId, FeedbackRequest question) {
        var form = AnswerForm.of(question);
        var blocks = new SlackBlocks().text(question.prompt());
        for (int i = 0; i < form.fields().size(); i++) {
            var field = form.fields().get(i);
            // A box that is not ticked says no: where it was required, Slack would not take that for an answer.
            boolean required = field.required() && !field.kind().equals("checkbox");
            blocks.add(input(block(form, i), field.label(), required, element(field)));
        }
        var view = view("Your answer", blocks).put("callback_id", "answer").put("private_metadata", noticeId);
        view.set("submit", SlackBlocks.plain("Send", LONGEST_TITLE));
        return view;
    }

    private static ObjectNode view(String title, SlackBlocks blocks) {
        var view = JsonNodeFactory.instance.objectNode().put("type", "modal");
        view.set("title", SlackBlocks.plain(title, LONGEST_TITLE));
        view.set("blocks", blocks.json());
        return view;
    }

    private static String block(AnswerForm form, int field) {
        return form.fields().get(field).kind().equals("area") ? TEXT : "field:" + field;
    }

    private static ObjectNode input(String block, String label, boolean required, ObjectNode element) {
        var input = JsonNodeFactory.instance
                .objectNode()
                .put("type", "input")
                .put("block_id", block)
                .put("optional", !required);
        input.set("label", SlackBlocks.plain(label, LONGEST_LABEL));
        input.set("element", element.put("action_id", INPUT));
        return input;
    }

    private static ObjectNode element(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode element(AnswerForm.Field field) {
        return switch (field.kind()) {
            case "checkbox" -> options(element("checkboxes"), List.of("Yes"));
            case "number", "integer" ->
                element("number_input").put("is_decimal_allowed", field.kind().equals("number"));
            case "select" ->
                listed(field) ? options(element("static_select"), field.choices()) : element("plain_text_input");
            case "json", "area" -> element("plain_text_input").put("multiline", true);
            default -> element("plain_text_input");
        };
    }

    /** Whether Slack has a list for so many choices. */
    private static boolean listed(AnswerForm.Field field) {
        return field.kind().equals("select")
                && !field.choices().isEmpty()
                && field.choices().size() <= MOST_OPTIONS;
    }

    /** Known by their numbers: Slack limits how long the value of an option may be. */
    private static ObjectNode options(ObjectNode element, List<String> choices) {
        var options = element.putArray("options");
        for (int i = 0; i < choices.size(); i++) {
            options.addObject()
                    .put("value", Integer.toString(i))
                    .set("text", SlackBlocks.plain(choices.get(i), LONGEST_OPTION));
        }
        return element;
    }

    /** What was filled in, by the names of the page's form. */
    static MultivaluedMap<String, String> read(AnswerForm form, SlackPayload submission) {
        var state = submission.json().at("/view/state/values");
        var read = new MultivaluedHashMap<String, String>();
        for (int i = 0; i < form.fields().size(); i++) {
            var field = form.fields().get(i);
            given(field, state.path(block(form, i)).path(INPUT)).ifPresent(given -> read.add(field.key(), given));
        }
        return read;
    }

    private static Optional<String> given(AnswerForm.Field field, JsonNode input) {
        if (field.kind().equals("checkbox")) {
            return input.path("selected_options").isEmpty() ? Optional.empty() : Optional.of("on");
        }
        if (listed(field)) {
            var number = SlackPayload.text(input.path("selected_option").path("value"));
            return IntStream.range(0, field.choices().size())
                    .filter(i -> number.equals(Integer.toString(i)))
                    .mapToObj(field.choices()::get)
                    .findFirst();
        }
        return Optional.of(SlackPayload.text(input.path("value")));
    }

    /** Lets the modal show what is wrong, each at its field; at the first, what belongs to none. */
    static ObjectNode faults(AnswerForm form, ParleyException e) {
        var faults = new LinkedHashMap<String, String>();
        if (e.errors().isEmpty()) {
            faults.put(block(form, ""), e.detail());
        }
        e.errors().forEach(error -> faults.merge(block(form, error.field()), error.message(), (a, b) -> a + "; " + b));
        var answer = JsonNodeFactory.instance.objectNode().put("response_action", "errors");
        var errors = answer.putObject("errors");
        faults.forEach(errors::put);
        return answer;
    }

    private static String block(AnswerForm form, String fault) {
        int field = IntStream.range(0, form.fields().size())
                .filter(i -> form.fields().get(i).holds(fault))
                .findFirst()
                .orElse(0);
        return block(form, field);
    }

    /** Lets the modal say why nothing can be filled in any more. */
    static ObjectNode over(String why) {
        var answer = JsonNodeFactory.instance.objectNode().put("response_action", "update");
        answer.set("view", view("Nothing to answer", new SlackBlocks().text(why)));
        return answer;
    }
}
