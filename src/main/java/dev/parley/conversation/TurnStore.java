package dev.parley.conversation;

import java.util.List;
import java.util.Optional;

/** Keeps turns. At most one runs in a session; callers hold the session when they change its line. */
public interface TurnStore {

    /**
     * Who runs and who waits in a session.
     *
     * @param head the place before the first that waits
     * @param following the place after the turns that follow answers of people, and before the others
     * @param tail the place after the last
     */
    record Line(boolean running, int waiting, long head, long following, long tail) {}

    Line line(String sessionId);

    /** Where the turn for a message stands: 1 is next, and 0 does not wait, or no more. */
    int position(String sessionId, String messageId);

    /** The ids of the turns that run or wait, in all sessions. */
    List<String> alive();

    /** How many turns wait, in all sessions. */
    long waiting();

    /** How many turns of a user run, on all replicas; no other transaction that asks this can add one before this one ends. */
    int running(String userId);

    /** Adds a turn that runs at once. */
    void run(Turn turn, Turn.Lease lease);

    /**
     * Adds a turn that waits at a place.
     *
     * @param home the replica at which somebody waits for it
     */
    void enqueue(Turn turn, long place, String home);

    /** Makes the first waiting turn of a session the running one, if none runs. */
    Optional<Turn> next(String sessionId, Turn.Lease lease);

    /** Notes that the stream was started, if the turn still runs for its owner. */
    boolean start(String turnId, String owner);

    /** Ends a running turn, once: answers whether it still ran for its owner. */
    boolean end(String turnId, String owner);

    /** Takes the waiting turn for a message out of the line. */
    Optional<Turn> remove(String sessionId, String messageId);

    /** Takes all waiting turns out of the line; answers those. */
    List<Turn> clear(String sessionId);

    /** Active sessions in which turns wait and none runs. */
    List<String> stalled(int limit);
}
