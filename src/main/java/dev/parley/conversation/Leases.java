package dev.parley.conversation;

import dev.parley.core.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * Who this replica is to others, and for how long its word counts. A turn whose lease is over is ended by whoever notices,
 * which with these times is within 20 s of a crash.
 */
@ApplicationScoped
class Leases {

    static final Duration LENGTH = Duration.ofSeconds(15);

    private final String owner;
    private final Clock clock;

    Leases(Ids ids, Clock clock) {
        this.owner = ids.next();
        this.clock = clock;
    }

    String owner() {
        return owner;
    }

    Turn.Lease fresh() {
        return new Turn.Lease(owner, clock.instant().plus(LENGTH));
    }
}
