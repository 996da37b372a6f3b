package dev.parley.conversation;

import dev.parley.agent.AgentState;
import dev.parley.agent.AgentStateStore;
import dev.parley.agent.AgentStatus;
import dev.parley.core.ErrorCode;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The agent's state in a held session as its turns change it: what changes is kept, and is an event. */
@ApplicationScoped
class StateLog {

    private final AgentStateStore states;
    private final Clock clock;

    StateLog(AgentStateStore states, Clock clock) {
        this.states = states;
        this.clock = clock;
    }

    AgentState of(ChatSession session) {
        return states.find(session.sessionId())
                .orElseGet(() -> AgentState.idle(session.sessionId(), session.createdAt()));
    }

    /** The agent sets to work on a turn. */
    SessionEvent.Draft thinking(ChatSession session) {
        return kept(of(session).becoming(AgentStatus.THINKING, clock.instant()));
    }

    /** The first part of an answer is there. */
    SessionEvent.Draft responding(ChatSession session) {
        return kept(of(session).becoming(AgentStatus.RESPONDING, clock.instant()));
    }

    /** A turn failed; told alone, since what follows in the same commit is kept. */
    SessionEvent.Draft failed(ChatSession session, ErrorCode code) {
        return Events.status(of(session).becoming(AgentStatus.ERROR, clock.instant()), code.wire());
    }

    /** A turn is over, and the agent remembers which. */
    SessionEvent.Draft rest(ChatSession session, Turn turn) {
        var context =
                "{\"last_message_id\":\"" + turn.messageId() + "\",\"last_answer_id\":\"" + turn.answerId() + "\"}";
        return kept(of(session).remembering(context).atRest(clock.instant()));
    }

    void keep(AgentState state) {
        states.save(state);
    }

    private SessionEvent.Draft kept(AgentState state) {
        keep(state);
        return Events.status(state);
    }
}
