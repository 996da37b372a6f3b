package dev.parley.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps which replica runs a turn, how long that counts, and what the others want of it. */
public interface LeaseStore {

    /** @param finish how the turn is to end: {@code cancelled} or {@code superseded} */
    record Stop(Turn turn, String finish) {}

    /** The running turn of a session, if somebody else than the owner runs it. */
    Optional<Turn> elsewhere(String sessionId, String owner);

    /** The replica at which the first waiting turn of a session came in. */
    Optional<String> home(String sessionId);

    /** Asks whoever runs the turn to end it; the first who asks says how. */
    void askToStop(String turnId, String finish);

    /** What the owner runs and others want to end. */
    List<Stop> stops(String owner);

    /** Extends the leases of turns that still run for the owner. */
    void renew(List<String> turnIds, Turn.Lease lease);

    /** Running turns whose lease was over by then. */
    List<Turn> abandoned(Instant leaseBefore, int limit);

    /** Ends a running turn whose lease was over by then, whoever ran it; answers it as it was, if it still ran. */
    Optional<Turn> endAbandoned(String turnId, Instant leaseBefore);
}
