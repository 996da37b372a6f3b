package dev.parley.identity;

import dev.parley.core.OpaqueToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One-use tickets for those who cannot set a header when they open a socket: short-lived, as they stand in a URL. */
@Singleton
public class Tickets {

    public static final Duration TTL = Duration.ofSeconds(30);

    private final TicketStore store;
    private final Revocations revocations;
    private final Clock clock;

    Tickets(TicketStore store, Revocations revocations, Clock clock) {
        this.store = store;
        this.revocations = revocations;
        this.clock = clock;
    }

    public String issue(Caller caller) {
        var ticket = OpaqueToken.next();
        store.put(OpaqueToken.hash(ticket), caller, clock.instant().plus(TTL));
        return ticket;
    }

    /** Whose ticket it is, the first time within {@link #TTL}, while the token behind it is good. */
    public Optional<Caller> redeem(String ticket) {
        var now = clock.instant();
        return store.take(OpaqueToken.hash(ticket), now)
                .filter(caller -> caller.tokenExpiresAt().isAfter(now))
                .filter(caller -> caller.familyId().filter(revocations::revoked).isEmpty());
    }

    /** Removes what has expired; to be called now and then. */
    public int sweep(Instant now) {
        return store.sweep(now);
    }
}
