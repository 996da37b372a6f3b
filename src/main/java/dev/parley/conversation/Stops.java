package dev.parley.conversation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Ends what runs in a session, on whichever replica. */
@ApplicationScoped
class Stops {

    /** For another replica to end its turn; one that does not may be dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Turns turns;
    private final TurnStore store;
    private final Askers askers;
    private final Leases leases;
    private final Takeover takeover;
    private final Broadcast broadcast;

    Stops(Turns turns, TurnStore store, Askers askers, Leases leases, Takeover takeover, Broadcast broadcast) {
        this.turns = turns;
        this.store = store;
        this.askers = askers;
        this.leases = leases;
        this.takeover = takeover;
        this.broadcast = broadcast;
    }

    /** The turn of a session that another replica runs, or ran until it died. */
    Optional<Turn> elsewhere(String sessionId) {
        return turns.running(sessionId).isEmpty() ? leases.elsewhere(sessionId) : Optional.empty();
    }

    /** Ends the running answer of a session; answers whether there was one, whose end events tell. */
    boolean stop(String sessionId, Optional<String> messageId, String finish) {
        if (turns.stop(sessionId, messageId, finish)) {
            return true;
        }
        var elsewhere = elsewhere(sessionId)
                .filter(turn -> messageId.map(turn::concerns).orElse(true));
        elsewhere.ifPresent(turn -> leases.askToStop(turn, finish));
        return elsewhere.isPresent();
    }

    /** Ends what runs in the session of a turn that waits at the head of the line, so that it runs now. */
    void supersede(Turn waiting) {
        var session = waiting.sessionId();
        turns.running(session)
                .map(answer -> answer.turn)
                .or(() -> elsewhere(session))
                .filter(running -> !running.turnId().equals(waiting.turnId()))
                .ifPresent(running -> stop(session, Optional.of(running.answerId()), "superseded"));
    }

    /**
     * Takes what waits out of the line and ends what runs; returns when its end has been told.
     *
     * @param evenSo whether to end also what another replica does not end when it is asked: it may be dead
     */
    void halt(String sessionId, boolean evenSo) {
        store.clear(sessionId).forEach(this::removed);
        var here = turns.running(sessionId);
        stop(sessionId, Optional.empty(), "cancelled");
        if (broadcast.on()) {
            here.ifPresentOrElse(answer -> answer.told.join(), () -> awaitEnd(sessionId));
        } else {
            here.ifPresent(answer -> answer.told.join());
        }
        if (evenSo || !broadcast.on()) {
            elsewhere(sessionId).ifPresent(takeover::cancel);
        }
    }

    private void awaitEnd(String sessionId) {
        if (elsewhere(sessionId).isPresent()) {
            Uni.createFrom()
                    .item(() -> elsewhere(sessionId))
                    .onItem()
                    .transform(running -> running.isEmpty())
                    .onItem()
                    .transformToUni(ended -> ended
                            ? Uni.createFrom().voidItem()
                            : Uni.createFrom().failure(new StillRunning()))
                    .onFailure(StillRunning.class)
                    .retry()
                    .withBackOff(Duration.ofMillis(20), Duration.ofMillis(200))
                    .expireIn(PATIENCE.toMillis())
                    .onFailure()
                    .recoverWithNull()
                    .runSubscriptionOn(Thread::startVirtualThread)
                    .await()
                    .indefinitely();
        }
    }

    private static final class StillRunning extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Lets go of whoever waits for a turn that was taken out of the line. */
    void removed(Turn turn) {
        askers.removed(turn.turnId());
        broadcast.say(turn.sessionId(), new Word.Removed(turn.turnId()));
    }
}
