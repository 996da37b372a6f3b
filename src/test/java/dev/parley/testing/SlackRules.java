package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Slack's reference of Block Kit demands of a message or a modal, as far as we use it. */
public final class SlackRules {

    private static final Map<String, Integer> LONGEST = Map.of(
            "section", 3_000,
            "header", 150,
            "button", 75,
            "context", 3_000,
            "option", 75,
            "input", 2_000,
            "modal", 24);
    private static final Set<String> ELEMENTS =
            Set.of("plain_text_input", "number_input", "checkboxes", "static_select");

    private final List<String> faults = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();

    private SlackRules() {}

    /** What is wrong with a message's {@code text} and {@code blocks}. */
    public static List<String> faults(JsonNode message) {
        var rules = new SlackRules();
        var text = message.path("text").asText();
        rules.check(!text.isBlank() && text.length() <= 4_000, "text");
        rules.blocks(message.path("blocks"), 50);
        return rules.faults;
    }

    /** What is wrong with a modal. */
    public static List<String> viewFaults(JsonNode view) {
        var rules = new SlackRules();
        rules.check(view.path("type").asText().equals("modal"), "type");
        rules.text("modal", view.path("title"));
        if (view.has("submit")) {
            rules.text("modal", view.path("submit"));
        }
        rules.check(view.path("private_metadata").asText().length() <= 3_000, "private_metadata");
        rules.blocks(view.path("blocks"), 100);
        boolean inputs = view.path("blocks").findValuesAsText("type").contains("input");
        rules.check(!inputs || view.has("submit"), "submit");
        return rules.faults;
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            faults.add(what);
        }
    }

    private void blocks(JsonNode blocks, int most) {
        check(!blocks.isEmpty() && blocks.size() <= most, "blocks");
        blocks.forEach(this::block);
    }

    private void block(JsonNode block) {
        if (block.has("block_id")) {
            var id = block.path("block_id").asText();
            check(!id.isEmpty() && id.length() <= 255, "block_id");
            check(blockIds.add(id), "block_id twice");
        }
        var type = block.path("type").asText();
        switch (type) {
            case "section", "header" -> text(type, block.path("text"));
            case "context" -> {
                check(
                        !block.path("elements").isEmpty()
                                && block.path("elements").size() <= 10,
                        "context");
                block.path("elements").forEach(element -> text(type, element));
            }
            case "actions" -> actions(block.path("elements"));
            case "input" -> input(block);
            default -> faults.add("block of type " + type);
        }
    }

    private void actions(JsonNode elements) {
        check(!elements.isEmpty() && elements.size() <= 25, "actions");
        var ids = new HashSet<String>();
        for (var button : elements) {
            check(button.path("type").asText().equals("button"), "element");
            text("button", button.path("text"));
            check(ids.add(button.path("action_id").asText()), "action_id twice");
            check(button.path("action_id").asText().length() <= 255, "action_id");
            check(button.path("value").asText().length() <= 2_000, "value");
            check(button.path("url").asText().length() <= 3_000, "url");
            check(!button.has("style") || button.path("style").asText().matches("primary|danger"), "style");
        }
    }

    private void input(JsonNode block) {
        text("input", block.path("label"));
        var element = block.path("element");
        var type = element.path("type").asText();
        check(ELEMENTS.contains(type), "element of type " + type);
        check(!type.equals("number_input") || element.path("is_decimal_allowed").isBoolean(), "is_decimal_allowed");
        if (type.equals("checkboxes") || type.equals("static_select")) {
            int most = type.equals("checkboxes") ? 10 : 100;
            check(!element.path("options").isEmpty() && element.path("options").size() <= most, "options");
            for (var option : element.path("options")) {
                text("option", option.path("text"));
                var value = option.path("value").asText();
                check(!value.isEmpty() && value.length() <= 150, "option's value");
            }
        }
    }

    private void text(String where, JsonNode text) {
        var type = text.path("type").asText();
        boolean markup = where.equals("section") || where.equals("context");
        check(type.equals("plain_text") || markup && type.equals("mrkdwn"), where + " of type " + type);
        int length = text.path("text").asText().length();
        check(length > 0 && length <= LONGEST.getOrDefault(where, 0), where + " of length " + length);
        check(!type.equals("mrkdwn") || !text.has("emoji"), "emoji");
    }
}
