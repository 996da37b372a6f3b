package dev.parley.conversation;

import dev.parley.channel.ChannelType;
import dev.parley.channel.Notice;
import dev.parley.channel.Notices;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ClientMessage.OnBusy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Lets people talk with the agent from where its questions reach them: in the same session, by that channel's limits. */
@ApplicationScoped
public class Remarks {

    private final Conversation conversation;
    private final Recipients recipients;
    private final Notices notices;
    private final Clock clock;

    Remarks(Conversation conversation, Recipients recipients, Notices notices, Clock clock) {
        this.conversation = conversation;
        this.recipients = recipients;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Takes what somebody says who is known by their address alone.
     *
     * @param thread what they say it to, as the channel knows it; else it is to what was sent there last
     * @param id the channel's name for it, 1 to 64 characters: said again, it is taken once
     * @throws ParleyException {@link ErrorCode#NOT_FOUND} where nothing was sent to, and as for any message
     */
    public void said(ChannelType channel, String address, Optional<String> thread, String content, String id) {
        var to = notices.latestAt(channel, address, thread)
                .filter(recipients::read)
                .orElseThrow(() -> new ParleyException(
                        ErrorCode.NOT_FOUND, "There is no conversation here yet: it begins with a question."));
        said(to, content, id);
    }

    /** Takes what the reader of a notice says to it. */
    void said(Notice to, String content, String id) {
        var session = to.about().orElseThrow().sessionId();
        var channel = to.channel().wire();
        notices.heard(to.noticeId(), clock.instant()); // before: the answer is on its way at once
        conversation.say(
                to.userId(),
                session,
                new ClientMessage.Say(content, true, Optional.of(id), channel, Optional.of(session), OnBusy.ENQUEUE),
                Asker.NOBODY);
    }
}
