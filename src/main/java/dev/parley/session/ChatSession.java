package dev.parley.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A conversation of one user with the agent.
 *
 * @param metadata the client's own JSON object, as text
 * @param clientSessionId the client's name for it, unique for the user
 * @param lastSeq the number of the newest event; 0 before the first
 */
public record ChatSession(
        String sessionId,
        String userId,
        SessionStatus status,
        String preferredChannel,
        String metadata,
        Optional<String> clientSessionId,
        Instant createdAt,
        Instant updatedAt,
        Instant lastActivityAt,
        Optional<Ending> ending,
        long lastSeq) {

    /** When it ended, and why: {@code user}, {@code expired} or {@code admin}. */
    public record Ending(Instant at, String reason) {}

    public boolean ended() {
        return status == SessionStatus.ENDED;
    }

    public ChatSession with(SessionStatus newStatus, String newChannel, String newMetadata, Instant now) {
        return new ChatSession(
                sessionId,
                userId,
                newStatus,
                newChannel,
                newMetadata,
                clientSessionId,
                createdAt,
                now,
                lastActivityAt,
                ending,
                lastSeq);
    }
}
