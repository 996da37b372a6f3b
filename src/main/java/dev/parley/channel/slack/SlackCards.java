package dev.parley.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.Card;
import dev.parley.channel.Notice;
import dev.parley.channel.slack.SlackBlocks.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cards as messages of Slack's: blocks, and a text for where no blocks are shown. */
final class SlackCards {

    /** An address of ours is far shorter; Slack refuses buttons with a longer one. */
    private static final int LONGEST_LINK = 3_000;
    /** More than these are chosen from on the page. */
    private static final int MOST_OPTIONS = 4 * SlackBlocks.MOST_BUTTONS - 1;

    /** Of what somebody says, more characters than a message shows, so that it says itself that something is missing. */
    static final int MOST_SHOWN = SlackBlocks.LONGEST_TEXT * (SlackBlocks.MOST_PIECES + 1);

    private SlackCards() {}

    static ObjectNode message(Notice notice, Card card) {
        return switch (card) {
            case Card.Question question ->
                message(
                        question.prompt(),
                        new SlackBlocks()
                                .header("A question for you")
                                .text(question.prompt())
                                .buttons(SlackCard.block(notice.noticeId()), buttons(question))
                                .note("Until " + time(question) + ". " + question.rule()
                                        + " Whoever has the page's link can answer in your name: do not pass it on."));
            case Card.Closed closed ->
                message(
                        closed.decision(),
                        new SlackBlocks()
                                .text(closed.prompt())
                                .strong(closed.decision())
                                .note(
                                        closed.by().isEmpty()
                                                ? "Nothing is to be done."
                                                : SlackText.escaped(closed.by())));
            case Card.Answer answer -> message(answer.text(), new SlackBlocks().text(answer.text()));
            case Card.Confirmation confirmation ->
                message(
                        "Is this you?",
                        new SlackBlocks()
                                .text(confirmation.name()
                                        + " wants to be asked questions here. If that is you, say so.")
                                .buttons(
                                        SlackCard.block(notice.noticeId()),
                                        List.of(link("Yes, it is me", confirmation.link())))
                                .note("If not, do nothing: no further message will come."));
        };
    }

    /** The message, on its way to the reader. A member's id in place of a channel's: Slack opens the conversation with them. */
    static ObjectNode posted(Notice notice, ObjectNode message) {
        return message.put("channel", notice.address());
    }

    /** The message, on its way into the thread of what was sent before. */
    static ObjectNode inThread(Notice notice, ObjectNode message) {
        notice.reference().ifPresent(thread -> message.put("thread_ts", thread.substring(thread.indexOf(':') + 1)));
        return posted(notice, message);
    }

    /** The message, in place of one that was sent before. */
    static ObjectNode changed(String reference, ObjectNode message) {
        int colon = reference.indexOf(':');
        message.remove(List.of("unfurl_links", "unfurl_media"));
        return message.put("channel", reference.substring(0, colon)).put("ts", reference.substring(colon + 1));
    }

    /** How Slack knows a message, of what it says when it took it. */
    static String reference(JsonNode said) {
        return said.path("channel").asText() + ":" + said.path("ts").asText();
    }

    private static ObjectNode message(String text, SlackBlocks blocks) {
        var message = JsonNodeFactory.instance
                .objectNode()
                .put("text", SlackText.pieces(text, SlackBlocks.LONGEST_TEXT, 1).getFirst())
                .put("unfurl_links", false)
                .put("unfurl_media", false);
        message.set("blocks", blocks.json());
        return message;
    }

    private static List<Button> buttons(Card.Question question) {
        var buttons = new ArrayList<>(
                switch (question.type()) {
                    case "approval" ->
                        List.of(
                                answer(0, "Approve", "approve", Optional.of("primary")),
                                answer(1, "Reject", "reject", Optional.of("danger")));
                    case "choice" -> options(question.options());
                    case String other ->
                        List.of(new Button(SlackCard.FILL, "Answer", other, false, Optional.of("primary")));
                });
        buttons.add(link("Open the page", question.link()));
        return buttons;
    }

    private static List<Button> options(List<Card.Option> options) {
        return IntStream.range(0, Math.min(options.size(), MOST_OPTIONS))
                .filter(i -> options.get(i).id().length() <= SlackBlocks.LONGEST_VALUE)
                .mapToObj(i -> answer(i, options.get(i).label(), options.get(i).id(), Optional.empty()))
                .toList();
    }

    private static Button answer(int index, String label, String action, Optional<String> style) {
        return new Button(SlackCard.ANSWER + index, label, action, false, style);
    }

    private static Button link(String label, String address) {
        if (address.length() > LONGEST_LINK) {
            throw new IllegalArgumentException("an address of " + address.length() + " characters");
        }
        return new Button(SlackCard.PAGE, label, address, true, Optional.empty());
    }

    /** In the reader's own time zone, where their Slack knows how. */
    private static String time(Card.Question question) {
        return "<!date^" + question.expiresAt().getEpochSecond() + "^{date_long}, {time}|"
                + SlackText.escaped(question.until()) + ">";
    }
}
