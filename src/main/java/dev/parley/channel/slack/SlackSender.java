package dev.parley.channel.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.Card;
import dev.parley.channel.ChannelConfig;
import dev.parley.channel.ChannelSender;
import dev.parley.channel.ChannelType;
import dev.parley.channel.Delivery;
import dev.parley.channel.Notice;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Sends notices as messages of a Slack app's bot to members. A message is known as {@code CHANNEL:TS}.
 *
 * <p>An answer that has grown there already takes the place of what was shown of it.
 *
 * <p>Slack's method for sending knows no key by which it would see that a message comes again: after an answer that got
 * lost there may be two cards for one question. The buttons of both work, and the first valid answer counts.
 */
@Singleton
class SlackSender implements ChannelSender {

    /** What is wrong with the member or the message, for good. What is wrong with the token is mended by an operator. */
    private static final Set<String> FOR_GOOD = Set.of(
            "as_user_not_supported",
            "cannot_reply_to_message",
            "cant_update_message",
            "channel_not_found",
            "edit_window_closed",
            "invalid_arguments",
            "invalid_blocks",
            "invalid_blocks_format",
            "is_archived",
            "messages_tab_disabled",
            "message_not_found",
            "msg_too_long",
            "no_text",
            "not_in_channel",
            "restricted_action",
            "user_disabled",
            "user_not_found");

    private final SlackApi slack;
    private final SlackLive live;
    private final ChannelConfig config;

    SlackSender(SlackApi slack, SlackLive live, ChannelConfig config) {
        this.slack = slack;
        this.live = live;
        this.config = config;
    }

    @Override
    public ChannelType type() {
        return ChannelType.SLACK;
    }

    @Override
    public Delivery send(Notice notice, Card card) {
        var message = SlackCards.message(notice, card);
        return switch (card) {
            case Card.Question question -> post(notice, message);
            case Card.Confirmation confirmation -> post(notice, message);
            case Card.Answer answer -> goOn(notice, message);
            case Card.Closed closed ->
                notice.reference()
                        .map(reference -> change(reference, message))
                        .orElseGet(() -> new Delivery.Refused("the card to change is not known"));
        };
    }

    private Delivery post(Notice notice, ObjectNode message) {
        return call("chat.postMessage", SlackCards.posted(notice, message));
    }

    /** In the thread of what was sent before, by whose first message it stays known. */
    private Delivery goOn(Notice notice, ObjectNode message) {
        var delivery = live.end(notice)
                .map(shown -> change(shown, message.deepCopy()))
                .filter(changed -> !(changed instanceof Delivery.Refused))
                .orElseGet(() -> call("chat.postMessage", SlackCards.inThread(notice, message)));
        return delivery instanceof Delivery.Sent(var reference)
                ? new Delivery.Sent(notice.reference().orElse(reference))
                : delivery;
    }

    private Delivery change(String reference, ObjectNode message) {
        return call("chat.update", SlackCards.changed(reference, message));
    }

    private Delivery call(String method, ObjectNode message) {
        return switch (slack.call(method, message, config.sendTimeout())) {
            case SlackApi.Done(var said) -> new Delivery.Sent(SlackCards.reference(said));
            case SlackApi.Unset() ->
                new Delivery.Refused("nothing is sent to Slack here: PARLEY_SLACK_BOT_TOKEN is not set");
            case SlackApi.Refused(var error)
            when FOR_GOOD.contains(error) -> new Delivery.Refused("Slack refused: " + error);
            case SlackApi.Refused(var error) -> new Delivery.Failed("Slack refused: " + error, Optional.empty());
            case SlackApi.Failed(var reason, var retryAfter) -> new Delivery.Failed(reason, retryAfter);
        };
    }
}
