package dev.parley.conversation;

import dev.parley.core.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Ends turns that the replica which ran them does not end. If it can after all, it finds that they are over. */
@ApplicationScoped
class Takeover {

    private final TurnLog log;
    private final Leases leases;
    private final Turns turns;
    private final Rooms rooms;

    Takeover(TurnLog log, Leases leases, Turns turns, Rooms rooms) {
        this.log = log;
        this.leases = leases;
        this.turns = turns;
        this.rooms = rooms;
    }

    /** Ends a turn whose lease nobody renewed. */
    void interrupt(Turn abandoned) {
        var message = "The server stopped in the middle of the answer.";
        var result = Result.failed("", ErrorCode.INTERRUPTED, message, Optional.empty());
        tell(log.end(abandoned, result, leases::endAbandoned));
    }

    /** Ends a turn whose session cannot wait until its lease is over. */
    void cancel(Turn unheard) {
        tell(log.end(unheard, Result.stopped("", "cancelled"), leases::endAnyway));
    }

    private void tell(TurnLog.End end) {
        rooms.publish(end.before(), Asker.NOBODY);
        rooms.publish(end.after(), Asker.NOBODY);
        end.next().ifPresent(next -> turns.run(next, end.thinking()));
    }
}
