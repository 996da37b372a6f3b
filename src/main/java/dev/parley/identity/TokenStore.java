package dev.parley.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps refresh tokens, by their hashes, in families: one sign-in and all tokens that came from it. */
public interface TokenStore {

    /** A token as it is stored. */
    record Stored(String hash, Instant expiresAt) {}

    record Family(String familyId, String userId) {}

    /**
     * A token that was presented.
     *
     * @param retry what a bearer who lost the answer may have again; empty unless spent, with a successor still unused
     */
    record Presented(Family family, Optional<Instant> spentAt, Optional<String> retry, boolean revoked) {}

    /** Opens a family with its first token. */
    void open(Family family, Stored first, Instant now);

    /**
     * Spends a token and stores its successor, in one statement against all others who try: only one ever succeeds.
     *
     * @param sealed the successor's text, readable only with the spent token
     * @return its family; empty when the token is unknown, spent, expired or revoked
     */
    Optional<Family> spend(String hash, Stored successor, String sealed, Instant now);

    Optional<Presented> find(String hash);

    /** Revokes a family; answers whether it was not before. */
    boolean revoke(String familyId, Instant now);

    /** Revokes all families of a user that were not revoked before; answers those. */
    List<String> revokeAll(String userId, Instant now);

    List<String> revokedSince(Instant since);

    /**
     * Removes tokens that have expired and the families left without any, and the sealed successors of tokens spent before
     * {@code unseal}. Answers how many tokens it removed.
     */
    int sweep(Instant now, Instant unseal);
}
