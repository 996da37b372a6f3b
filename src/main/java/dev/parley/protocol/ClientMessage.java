package dev.parley.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a client may send over the socket. */
public sealed interface ClientMessage {

    /** Renews the socket's identity by a fresh access token of the same user. */
    record Authenticate(String token) implements ClientMessage {}

    /** Opens a new session. */
    record StartSession(
            Optional<String> preferredChannel, Optional<ObjectNode> metadata, Optional<String> clientSessionId)
            implements ClientMessage {}

    /** Follows a session again, with all events after {@code afterSeq} first. */
    record ResumeSession(String sessionId, Optional<Long> afterSeq) implements ClientMessage {}

    /** Says something to the agent. */
    record Say(
            String content,
            boolean stream,
            Optional<String> clientMessageId,
            String channel,
            Optional<String> sessionId,
            OnBusy onBusy)
            implements ClientMessage {}

    record Cancel(Optional<String> sessionId, Optional<String> messageId) implements ClientMessage {}

    record SubmitFeedback(
            String requestId,
            Optional<String> content,
            Optional<String> action,
            Optional<ObjectNode> values,
            Optional<String> idempotencyKey)
            implements ClientMessage {}

    record MarkRead(String messageId) implements ClientMessage {}

    /** @param payload comes back as it is */
    record Ping(String payload) implements ClientMessage {}

    record GetRateLimitStatus() implements ClientMessage {}

    record EndSession(Optional<String> sessionId) implements ClientMessage {}

    /** What to do with a message while an answer runs. */
    enum OnBusy {
        ENQUEUE,
        REJECT,
        INTERRUPT
    }
}
