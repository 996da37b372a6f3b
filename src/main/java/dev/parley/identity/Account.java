package dev.parley.identity;

import java.time.Instant;
import java.util.Set;

/**
 * A person who can sign in.
 *
 * @param email in its {@linkplain Accounts#normal normal form}
 * @param passwordHash as {@link Passwords} wrote it
 * @param disabled whether an administrator keeps the person out
 */
public record Account(
        String userId,
        String email,
        String displayName,
        String passwordHash,
        Set<String> roles,
        Instant createdAt,
        boolean disabled) {}
