package dev.parley.channel.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Builds the parts of a message or a modal, within Slack's limits. What people or models wrote is escaped, so that it
 * mentions nobody and hides no link. Source: Slack's reference of Block Kit.
 */
public final class SlackBlocks {

    static final int LONGEST_TEXT = 3_000;
    static final int LONGEST_HEADER = 150;
    static final int LONGEST_BUTTON = 75;
    static final int LONGEST_VALUE = 2_000;
    static final int MOST_BUTTONS = 25;
    /** Slack takes more; what is longer is read on the page. */
    static final int MOST_PIECES = 4;

    private final ArrayNode blocks = JsonNodeFactory.instance.arrayNode();

    /**
     * A button.
     *
     * @param id the {@code action_id}, its own within the blocks
     * @param value comes back with a click, or the address to open, by whether it is a link
     * @param style {@code primary} or {@code danger}
     */
    record Button(String id, String label, String value, boolean link, Optional<String> style) {}

    SlackBlocks header(String text) {
        blocks.addObject().put("type", "header").set("text", plain(text, LONGEST_HEADER));
        return this;
    }

    /** What somebody wrote, in as many sections as it takes. */
    public SlackBlocks text(String text) {
        SlackText.pieces(text, LONGEST_TEXT, MOST_PIECES).forEach(this::section);
        return this;
    }

    /** Something to stress. */
    SlackBlocks strong(String text) {
        SlackText.pieces(text, LONGEST_TEXT - 2, MOST_PIECES)
                .forEach(piece -> section(piece.contains("\n") || piece.contains("*") ? piece : "*" + piece + "*"));
        return this;
    }

    private void section(String markup) {
        blocks.addObject().put("type", "section").set("text", markup(markup));
    }

    /** A line in small print; in Slack's markup, so what others wrote must be escaped. */
    SlackBlocks note(String markup) {
        blocks.addObject().put("type", "context").putArray("elements").add(markup(markup));
        return this;
    }

    /** The buttons, in rows; each row is a block whose id begins with the given one. */
    SlackBlocks buttons(String id, List<Button> buttons) {
        for (int from = 0; from < buttons.size(); from += MOST_BUTTONS) {
            var row = blocks.addObject().put("type", "actions").put("block_id", id + ":" + from / MOST_BUTTONS);
            var elements = row.putArray("elements");
            buttons.subList(from, Math.min(from + MOST_BUTTONS, buttons.size())).stream()
                    .map(SlackBlocks::button)
                    .forEach(elements::add);
        }
        return this;
    }

    private static ObjectNode button(Button button) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("type", "button")
                .put("action_id", button.id())
                .put(button.link() ? "url" : "value", button.value());
        json.set("text", plain(button.label(), LONGEST_BUTTON));
        button.style().ifPresent(style -> json.put("style", style));
        return json;
    }

    /** A block of the caller's own making. */
    public SlackBlocks add(ObjectNode block) {
        blocks.add(block);
        return this;
    }

    /** A text that Slack shows as it is. */
    public static ObjectNode plain(String text, int longest) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "plain_text")
                .put("text", SlackText.line(text, longest))
                .put("emoji", false);
    }

    /** Verbatim, so that names of channels and addresses in it become no links. */
    private static ObjectNode markup(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "mrkdwn")
                .put("text", text)
                .put("verbatim", true);
    }

    public ArrayNode json() {
        return blocks;
    }
}
