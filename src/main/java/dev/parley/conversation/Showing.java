package dev.parley.conversation;

import dev.parley.channel.Channels;
import dev.parley.channel.LiveSender;
import dev.parley.session.Message;
import dev.parley.session.MessageStore;
import dev.parley.session.SessionStore;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Lets whoever spoke from a channel whose messages can be changed see the answer grow there. */
@ApplicationScoped
class Showing {

    private static final Logger LOG = Logger.getLogger(Showing.class);

    private final List<LiveSender> senders;
    private final MessageStore messages;
    private final SessionStore sessions;
    private final Outreach outreach;
    private final Channels channels;

    Showing(
            @All List<LiveSender> senders,
            MessageStore messages,
            SessionStore sessions,
            Outreach outreach,
            Channels channels) {
        this.senders = senders;
        this.messages = messages;
        this.sessions = sessions;
        this.outreach = outreach;
        this.channels = channels;
    }

    /**
     * Called once the first text is there, and before the end can be sent. The whole answer comes without it too, so what
     * goes wrong here is told to the log alone.
     *
     * @param said what the answer is to, where it is at hand
     */
    void begin(Answer answer, Optional<Message> said) {
        var turn = answer.turn;
        try {
            said.or(() -> messages.find(turn.sessionId(), turn.messageId()))
                    .map(Message::channel)
                    .ifPresent(channel -> senders.stream()
                            .filter(sender -> sender.type().wire().equals(channel))
                            .forEach(sender -> show(answer, sender)));
        } catch (RuntimeException e) {
            LOG.warnf(e, "answer %s is not shown while it grows", turn.answerId());
        }
    }

    private void show(Answer answer, LiveSender sender) {
        var turn = answer.turn;
        sessions.find(turn.sessionId())
                .flatMap(session -> outreach.answering(
                        session, turn.answerId(), sender.type().wire()))
                .filter(channels::wants)
                .ifPresent(notice -> sender.show(notice, answer::soFar));
    }
}
