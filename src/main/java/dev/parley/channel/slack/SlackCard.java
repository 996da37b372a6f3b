package dev.parley.channel.slack;

import java.util.Optional;

/** The names by which a card on Slack and the clicks on it find each other. None of them is a secret. */
public final class SlackCard {

    /** A button with this id opens the question's page by itself. */
    public static final String PAGE = "page";
    /** A button with this id asks for a form to fill in. */
    public static final String FILL = "fill";
    /** The value of a button whose id begins so is the answer. */
    public static final String ANSWER = "answer:";

    private static final String BLOCK = "notice:";

    private SlackCard() {}

    /** The id of the block with a notice's buttons; a row's number follows it. */
    static String block(String noticeId) {
        return BLOCK + noticeId;
    }

    /** The notice whose buttons a block has. */
    public static Optional<String> notice(String blockId) {
        var parts = blockId.split(":", -1);
        return parts.length == 3 && blockId.startsWith(BLOCK) ? Optional.of(parts[1]) : Optional.empty();
    }
}
