package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The payloads that the server sends. Pongs and chunks are written by {@link FrameWriter}. */
@RegisterForReflection(ignoreNested = false)
public sealed interface ServerMessage {

    /** The type of the frame that carries it. */
    default String type() {
        return switch (this) {
            case Authenticated it -> "authenticated";
            case SessionStarted it -> "session_started";
            case SessionUpdated it -> "session_updated";
            case SessionEnded it -> "session_ended";
            case MessageReceived it -> "message_received";
            case MessageStatusChanged it -> "message_status";
            case AgentStatusChanged it -> "agent_status";
            case StreamStart it -> "stream_start";
            case StreamEnd it -> "stream_end";
            case WholeMessage it -> "message";
            case FeedbackResolved it -> "feedback_resolved";
            case ChannelDelivery it -> "channel_delivery";
            case Cancelled it -> "cancelled";
            case ReplayGap it -> "replay_gap";
            case RateLimitStatus it -> "rate_limit_status";
            case RateLimitExceeded it -> "rate_limit_exceeded";
            case ServerDraining it -> "server_draining";
            case Heartbeat it -> "heartbeat";
            case Problem it -> "error";
        };
    }

    record Authenticated(Instant expiresAt) implements ServerMessage {}

    record SessionStarted(
            String sessionId,
            String status,
            String preferredChannel,
            boolean resumed,
            long nextSeq,
            long heartbeatMs,
            List<View.Limit> limits)
            implements ServerMessage {}

    record SessionUpdated(@JsonUnwrapped View.Session session) implements ServerMessage {}

    record SessionEnded(String sessionId, String reason) implements ServerMessage {}

    record MessageReceived(String messageId, Optional<String> clientMessageId, boolean duplicate, int queuePosition)
            implements ServerMessage {}

    record MessageStatusChanged(String messageId, String status) implements ServerMessage {}

    record AgentStatusChanged(String status, Optional<String> detail) implements ServerMessage {}

    record StreamStart(String messageId, String inReplyToMessage) implements ServerMessage {}

    record StreamEnd(
            String messageId,
            String finishReason,
            String content,
            int length,
            Optional<Usage> usage,
            Optional<Failure> error)
            implements ServerMessage {}

    record WholeMessage(
            String messageId,
            String role,
            String content,
            String action,
            String inReplyToMessage,
            String finishReason,
            Optional<Usage> usage,
            Optional<Failure> error)
            implements ServerMessage {}

    record Usage(int inputTokens, int outputTokens) {}

    record Failure(String code, String message) {}

    record FeedbackResolved(@JsonUnwrapped View.Feedback feedback) implements ServerMessage {}

    /**
     * How far a question got on one channel.
     *
     * @param status {@code sent}, {@code reminded}, {@code retrying}, {@code answered} or, when it was given up, {@code
     *     failed}
     * @param attempt the number of the try, from 1
     */
    record ChannelDelivery(String requestId, String channel, String status, int attempt) implements ServerMessage {}

    record Cancelled(boolean nothing, Optional<String> messageId) implements ServerMessage {}

    record ReplayGap(long missingFrom, long missingTo) implements ServerMessage {}

    record RateLimitStatus(List<View.Limit> limits) implements ServerMessage {}

    record RateLimitExceeded(
            String code, String level, long limit, long remaining, long retryAfterMs, List<View.Limit> limits)
            implements ServerMessage {}

    record ServerDraining(long reconnectAfterMs) implements ServerMessage {}

    record Heartbeat() implements ServerMessage {}

    record Problem(
            String code,
            String message,
            boolean retryable,
            Optional<Long> retryAfterMs,
            Optional<Map<String, Object>> details)
            implements ServerMessage {}
}
