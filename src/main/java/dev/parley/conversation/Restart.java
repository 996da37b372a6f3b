package dev.parley.conversation;

import dev.parley.core.Transactions;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import dev.parley.session.SessionStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Makes the first waiting turn of a session run again: after a pause, a crash, or an answer that was waited for. */
@ApplicationScoped
class Restart {

    private final Transactions transactions;
    private final SessionService sessions;
    private final TurnStore turns;
    private final StateLog states;
    private final Leases leases;

    Restart(Transactions transactions, SessionService sessions, TurnStore turns, StateLog states, Leases leases) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.turns = turns;
        this.states = states;
        this.leases = leases;
    }

    record Resumed(Optional<Turn> turn, List<SessionEvent> events) {}

    Resumed next(String sessionId) {
        return transactions.write(() -> {
            var session = sessions.held(sessionId).filter(found -> found.status() == SessionStatus.ACTIVE);
            var turn = session.flatMap(active -> turns.next(sessionId, leases.fresh()));
            if (turn.isEmpty()) {
                return new Resumed(Optional.empty(), List.of());
            }
            var held = session.orElseThrow();
            return new Resumed(turn, sessions.append(held, List.of(states.thinking(held))));
        });
    }
}
