package dev.parley.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question to a person. Only its status, its outcome, and how far it got on each channel ever change.
 *
 * @param messageId the user's message that the asking turn answers
 * @param streamed whether that turn streams its answer
 * @param options of a choice
 * @param responseSchema of a form: a JSON schema as text
 * @param expiresAt from this instant on an answer is late
 * @param needed how many must say the same; 1 lets the first valid answer decide
 */
public record FeedbackRequest(
        String requestId,
        String sessionId,
        String userId,
        String messageId,
        boolean streamed,
        FeedbackType type,
        String prompt,
        List<Option> options,
        Optional<String> responseSchema,
        FeedbackStatus status,
        List<ChannelStatus> channels,
        Instant createdAt,
        Instant expiresAt,
        Optional<Outcome> outcome,
        int needed) {

    /** One way to answer a choice. */
    public record Option(String id, String label) {}

    /** How far the question got on one channel. */
    public record ChannelStatus(String channel, String status) {

        private static final Set<String> TOLD_BY_THE_SESSION = Set.of("websocket", "api");

        /** At first {@code pending}; where the session's own events are heard, {@code sent} as soon as it is asked. */
        static ChannelStatus asked(String channel) {
            return new ChannelStatus(channel, TOLD_BY_THE_SESSION.contains(channel) ? "sent" : "pending");
        }
    }

    /** Whether an answer may still count. */
    public boolean open(Instant now) {
        return status == FeedbackStatus.PENDING && now.isBefore(expiresAt);
    }
}
