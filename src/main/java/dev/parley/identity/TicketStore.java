package dev.parley.identity;

import java.time.Instant;
import java.util.Optional;

/** Keeps tickets, by their hashes, until they are used once. */
public interface TicketStore {

    void put(String hash, Caller caller, Instant expiresAt);

    /** Removes a ticket and answers whose it was; empty when there is none, or no longer. */
    Optional<Caller> take(String hash, Instant now);

    /** Removes what has expired; answers how many. */
    int sweep(Instant now);
}
