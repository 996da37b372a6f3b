package dev.parley.conversation;

import dev.parley.core.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Who this replica is to others, and for how long its word counts. A turn whose lease is over is ended by whoever notices,
 * which with these times is within 20 s of a crash.
 */
@ApplicationScoped
class Leases {

    static final Duration LENGTH = Duration.ofSeconds(15);

    private final String owner;
    private final Broadcast broadcast;
    private final Clock clock;

    Leases(Ids ids, Broadcast broadcast, Clock clock) {
        this.owner = ids.next();
        this.broadcast = broadcast;
        this.clock = clock;
    }

    String owner() {
        return owner;
    }

    /** The replica, if there is one, it is another, and there are others. */
    Optional<String> another(Optional<String> replica) {
        return replica.filter(known -> broadcast.on() && !known.equals(owner));
    }

    Turn.Lease fresh() {
        return new Turn.Lease(owner, clock.instant().plus(LENGTH));
    }
}
