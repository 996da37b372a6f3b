package dev.parley.session;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing said in a session.
 *
 * @param seq the number of the event that told of it; orders the history
 * @param channel where it came from or went to: {@code websocket}, {@code api}, {@code email}, {@code slack}
 * @param action what the assistant did: {@code respond}, {@code clarify}, {@code think}, {@code request_feedback}, {@code error}
 * @param finishReason how an answer ended
 */
public record Message(
        String messageId,
        String sessionId,
        long seq,
        Role role,
        String channel,
        String content,
        MessageStatus status,
        Optional<String> action,
        Optional<String> clientMessageId,
        Optional<String> inReplyTo,
        Optional<String> finishReason,
        Instant createdAt) {

    public enum Role {
        USER,
        ASSISTANT,
        SYSTEM;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
