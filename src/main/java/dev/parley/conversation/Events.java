package dev.parley.conversation;

import dev.parley.agent.AgentState;
import dev.parley.core.Json;
import dev.parley.protocol.ServerMessage;
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
}
