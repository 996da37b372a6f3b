package dev.parley.channel.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * What a click on Slack is answered with, besides that it came. Slack wants to hear that within three seconds, so these
 * are not waited for; one that fails is told to the log, and the card's link to the page is still there.
 */
@ApplicationScoped
public class SlackReplies {

    private static final Logger LOG = Logger.getLogger(SlackReplies.class);
    /** For so long a click can be answered with a modal. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Another copy of the same click was there first. */
    private static final SlackApi.Outcome OPENED_BEFORE = new SlackApi.Refused("exchanged_trigger_id");

    private final SlackApi slack;

    SlackReplies(SlackApi slack) {
        this.slack = slack;
    }

    /** Where somebody clicked: only they are answered. */
    public record Place(String conversation, String member) {}

    /** Says something that only one member sees; what it says is escaped. */
    public void whisper(Place place, String text) {
        Thread.startVirtualThread(() -> say(place, text));
    }

    /** Opens a modal, or says that the page has to do. */
    public void open(Place place, String trigger, ObjectNode view) {
        Thread.startVirtualThread(() -> {
            var arguments = JsonNodeFactory.instance.objectNode().put("trigger_id", trigger);
            arguments.set("view", view);
            var outcome = call("views.open", arguments);
            boolean open = outcome instanceof SlackApi.Done || outcome.equals(OPENED_BEFORE);
            if (!open) {
                say(place, "The form cannot be shown here: please answer on the page.");
            }
        });
    }

    private void say(Place place, String text) {
        var said = SlackText.pieces(text, SlackBlocks.LONGEST_TEXT, 1).getFirst();
        call(
                "chat.postEphemeral",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("channel", place.conversation())
                        .put("user", place.member())
                        .put("text", said));
    }

    private SlackApi.Outcome call(String method, ObjectNode arguments) {
        var outcome = slack.call(method, arguments, PATIENCE);
        if (!(outcome instanceof SlackApi.Done)) {
            LOG.warnf("%s did not work: %s", method, outcome);
        }
        return outcome;
    }
}
