package dev.parley.conversation;

import dev.parley.agent.AgentState;
import dev.parley.core.Json;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.Message;
import dev.parley.session.SessionEvent;
import java.util.Optional;

/** Turns what the server says into events of a session's log. */
final class Events {

    private Events() {}

    static SessionEvent.Draft of(ServerMessage message) {
        return new SessionEvent.Draft(message.type(), Json.write(message));
    }

    static SessionEvent.Draft status(AgentState state) {
        return of(new ServerMessage.AgentStatusChanged(state.status().wire(), Optional.empty()));
    }

    static SessionEvent.Draft status(AgentState state, String detail) {
        return of(new ServerMessage.AgentStatusChanged(state.status().wire(), Optional.of(detail)));
    }

    /** The end of an answer that is told. */
    static SessionEvent.Draft closing(Turn turn, Result result) {
        var error = result.failure().map(Result.Failure::shown);
        return of(
                turn.streamed()
                        ? new ServerMessage.StreamEnd(
                                turn.answerId(),
                                result.finish(),
                                result.content(),
                                result.content().length(),
                                result.shownUsage(),
                                error)
                        : new ServerMessage.WholeMessage(
                                turn.answerId(),
                                Message.Role.ASSISTANT.wire(),
                                result.content(),
                                result.action(),
                                turn.messageId(),
                                result.finish(),
                                result.shownUsage(),
                                error));
    }
}
