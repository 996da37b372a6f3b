package dev.parley.identity;

/**
 * A CDI event: all tokens of one sign-in are void from now on, and so are the sockets they opened.
 *
 * @param here whether it was decided on this replica, so that others must be told; false when it was told by another
 */
public record FamilyRevoked(String familyId, boolean here) {}
