package dev.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What this replica hears from others. Nothing here blocks. */
@ApplicationScoped
public class Hearsay {

    private final Rooms rooms;
    private final Turns turns;
    private final Askers askers;
    private final Leases leases;

    Hearsay(Rooms rooms, Turns turns, Askers askers, Leases leases) {
        this.rooms = rooms;
        this.turns = turns;
        this.askers = askers;
        this.leases = leases;
    }

    public void heard(String sessionId, Word word) {
        switch (word) {
            case Word.OfRoom told -> rooms.hear(sessionId, told);
            case Word.Stop(var answerId, var finish) -> turns.stop(sessionId, Optional.of(answerId), finish);
            case Word.Removed(var turnId) -> askers.removed(turnId);
            case Word.Next(var replica) -> {
                if (leases.owner().equals(replica)) {
                    Thread.startVirtualThread(() -> turns.resume(sessionId));
                }
            }
        }
    }

    /** What others say of the session can be heard from now on. */
    public void joined(String sessionId) {
        rooms.joined(sessionId);
    }
}
