package dev.parley.conversation;

import dev.parley.agent.AgentState;
import dev.parley.core.Json;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackType;
import dev.parley.limit.LevelStatus;
import dev.parley.protocol.View;
import dev.parley.session.ChatSession;
import dev.parley.session.Message;
import dev.parley.session.SessionEvent;
import java.util.List;
import java.util.Optional;

/** Shows the features' records in the shapes of the wire. */
public final class Views {

    private Views() {}

    public static View.Session of(ChatSession session) {
        return new View.Session(
                session.sessionId(),
                session.userId(),
                session.status().wire(),
                session.preferredChannel(),
                session.metadata(),
                session.createdAt(),
                session.updatedAt(),
                session.lastActivityAt(),
                session.ending().map(ChatSession.Ending::at),
                session.ending().map(ChatSession.Ending::reason),
                session.lastSeq());
    }

    public static View.Message of(Message message) {
        return new View.Message(
                message.messageId(),
                message.sessionId(),
                message.role().wire(),
                message.channel(),
                message.content(),
                message.status().wire(),
                message.action(),
                CallKey.hidden(message.clientMessageId()),
                message.inReplyTo(),
                message.finishReason(),
                message.createdAt());
    }

    public static View.Event of(SessionEvent event) {
        return new View.Event(event.seq(), event.type(), event.at(), event.sessionId(), event.payload());
    }

    public static View.AgentState of(AgentState state) {
        return new View.AgentState(
                state.status().wire(), state.context(), Json.write(state.pending()), state.updatedAt());
    }

    public static View.Limit of(LevelStatus level) {
        return new View.Limit(
                level.level().wire(),
                level.key(),
                level.limit(),
                level.remaining(),
                level.resetAfterMs(),
                level.windowSeconds());
    }

    public static List<View.Limit> limits(List<LevelStatus> levels) {
        return levels.stream().map(Views::of).toList();
    }

    public static View.Feedback of(FeedbackRequest request) {
        return new View.Feedback(
                request.requestId(),
                request.sessionId(),
                request.type().wire(),
                request.prompt(),
                request.type() == FeedbackType.CHOICE
                        ? Optional.of(request.options().stream()
                                .map(option -> new View.Option(option.id(), option.label()))
                                .toList())
                        : Optional.empty(),
                request.responseSchema().map(Json::readOwn),
                request.status().wire(),
                request.channels().stream()
                        .map(channel -> new View.Channel(channel.channel(), channel.status()))
                        .toList(),
                request.createdAt(),
                request.expiresAt(),
                request.outcome()
                        .map(outcome -> new View.Outcome(
                                outcome.action(),
                                outcome.content(),
                                outcome.values(),
                                outcome.responder(),
                                outcome.channel(),
                                outcome.at())));
    }
}
