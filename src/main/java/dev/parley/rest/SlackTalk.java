package dev.parley.rest;

import dev.parley.channel.ChannelType;
import dev.parley.channel.slack.SlackReplies;
import dev.parley.channel.slack.SlackText;
import dev.parley.conversation.Remarks;
import dev.parley.core.OpaqueToken;
import dev.parley.core.ParleyException;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What members say to the bot in their conversation with it. Source: Slack's event {@code message.im}. */
@Singleton
class SlackTalk {

    private final Remarks remarks;
    private final SlackReplies replies;

    SlackTalk(Remarks remarks, SlackReplies replies) {
        this.remarks = remarks;
        this.replies = replies;
    }

    /** Takes an event; refusals are said to the member; a fault of ours is thrown, so that Slack calls again. */
    void heard(SlackPayload event) {
        boolean said = event.text("/event/type").equals("message")
                && event.text("/event/channel_type").equals("im")
                && event.json().at("/event/subtype").isMissingNode()
                && event.json().at("/event/bot_id").isMissingNode();
        if (said) {
            said(event);
        }
    }

    private void said(SlackPayload event) {
        var conversation = event.text("/event/channel");
        var member = event.text("/event/user");
        var thread = Optional.of(event.text("/event/thread_ts"))
                .filter(ts -> !ts.isEmpty())
                .map(ts -> conversation + ":" + ts);
        try {
            var id = OpaqueToken.hash(conversation + ":" + event.text("/event/ts"));
            remarks.said(ChannelType.SLACK, member, thread, SlackText.written(event.text("/event/text")), id);
        } catch (ParleyException e) {
            if (e.code().ours()) {
                throw e;
            }
            replies.whisper(new SlackReplies.Place(conversation, member), e.detail());
        }
    }
}
