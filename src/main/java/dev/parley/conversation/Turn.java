package dev.parley.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * The agent's work on one message: queued, then running under a lease; when it is done, it is gone from the store.
 *
 * @param messageId the user's message
 * @param answerId the id that the answer has or will have
 * @param requestId the question to a person whose outcome this turn goes on with
 * @param streamed whether the client wants chunks
 * @param started whether {@code stream_start} is in the log
 */
public record Turn(
        String turnId,
        String sessionId,
        String messageId,
        String answerId,
        Optional<String> requestId,
        boolean streamed,
        boolean started) {

    /** Whether the id is that of its message or of its answer. */
    boolean concerns(String messageOrAnswerId) {
        return messageOrAnswerId.equals(messageId) || messageOrAnswerId.equals(answerId);
    }

    /** Who runs a turn, and until when unless renewed. */
    public record Lease(String owner, Instant until) {}
}
