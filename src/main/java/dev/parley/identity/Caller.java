package dev.parley.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, as the token says.
 *
 * @param familyId the sign-in from which the token came; empty for tokens of an external issuer that names none
 * @param tokenExpiresAt when the token ends, and with it every socket that it opened
 */
public record Caller(String userId, Set<String> roles, Optional<String> familyId, Instant tokenExpiresAt) {}
