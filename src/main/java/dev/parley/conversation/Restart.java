package dev.parley.conversation;

import dev.parley.agent.AgentState;
import dev.parley.agent.AgentStateStore;
import dev.parley.agent.AgentStatus;
import dev.parley.core.Transactions;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import dev.parley.session.SessionStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes the first waiting turn of a session run again: after a pause, a crash, or an answer that was waited for. */
@ApplicationScoped
class Restart {

    private final Transactions transactions;
    private final SessionService sessions;
    private final TurnStore turns;
    private final AgentStateStore states;
    private final Leases leases;
    private final Clock clock;

    Restart(
            Transactions transactions,
            SessionService sessions,
            TurnStore turns,
            AgentStateStore states,
            Leases leases,
            Clock clock) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.turns = turns;
        this.states = states;
        this.leases = leases;
        this.clock = clock;
    }

    record Resumed(Optional<Turn> turn, List<SessionEvent> events) {}

    Resumed next(String sessionId) {
        return transactions.write(() -> {
            var session = sessions.held(sessionId).filter(held -> held.status() == SessionStatus.ACTIVE);
            var turn = session.flatMap(held -> turns.next(sessionId, leases.fresh()));
            if (turn.isEmpty()) {
                return new Resumed(Optional.empty(), List.of());
            }
            var now = clock.instant();
            var state = states.find(sessionId)
                    .orElseGet(() -> AgentState.idle(sessionId, now))
                    .becoming(AgentStatus.THINKING, now);
            states.save(state);
            return new Resumed(turn, sessions.append(session.orElseThrow(), List.of(Events.status(state))));
        });
    }
}
