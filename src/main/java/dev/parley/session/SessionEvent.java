package dev.parley.session;

import java.time.Instant;

/**
 * Something that happened in a session, kept for good.
 *
 * @param seq 1, 2, 3 … in each session, without a gap
 * @param payload a JSON object as text
 */
public record SessionEvent(String sessionId, long seq, String type, Instant at, String payload) {

    /** An event that has no number yet. */
    public record Draft(String type, String payload) {}
}
