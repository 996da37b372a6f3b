package dev.parley.conversation;

import dev.parley.core.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who this replica is to others, and for how long its word counts. A turn whose lease is over is ended by whoever notices,
 * which with these times is within 20 s of a crash.
 */
@ApplicationScoped
class Leases {

    static final Duration LENGTH = Duration.ofSeconds(15);
    private static final Duration LONGER_THAN_ANY = Duration.ofDays(1);

    private final String owner;
    private final LeaseStore store;
    private final Broadcast broadcast;
    private final Clock clock;

    Leases(Ids ids, LeaseStore store, Broadcast broadcast, Clock clock) {
        this.owner = ids.next();
        this.store = store;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    String owner() {
        return owner;
    }

    Turn.Lease fresh() {
        return new Turn.Lease(owner, clock.instant().plus(LENGTH));
    }

    void renew(List<String> turnIds) {
        store.renew(turnIds, fresh());
    }

    /** The other replica at which the first waiting turn of a session came in. */
    Optional<String> successor(String sessionId) {
        return broadcast.on() ? store.home(sessionId).filter(replica -> !replica.equals(owner)) : Optional.empty();
    }

    /** The turn of a session that another replica runs, or ran until it died. */
    Optional<Turn> elsewhere(String sessionId) {
        return store.elsewhere(sessionId, owner);
    }

    /** Asks the other replica to end its turn; what is said may get lost, and what is written is found when it renews its leases. */
    void askToStop(Turn turn, String finish) {
        store.askToStop(turn.turnId(), finish);
        broadcast.say(turn.sessionId(), new Word.Stop(turn.answerId(), finish));
    }

    /** What runs here and others want to end. */
    List<LeaseStore.Stop> stops() {
        return store.stops(owner);
    }

    /** Turns that nobody vouches for any more. */
    List<Turn> abandoned(int limit) {
        return store.abandoned(clock.instant(), limit);
    }

    /** Ends such a turn; answers it as it was, if it still ran, and nobody vouched for it since. */
    Optional<Turn> endAbandoned(Turn turn) {
        return store.endAbandoned(turn.turnId(), clock.instant());
    }

    /** Ends a turn whoever vouches for it; answers it as it was, if it still ran. */
    Optional<Turn> endAnyway(Turn turn) {
        return store.endAbandoned(turn.turnId(), clock.instant().plus(LONGER_THAN_ANY));
    }
}
