package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The payloads that the server sends, each knowing the type of its frame. Pongs and chunks are written by {@link FrameWriter}. */
@RegisterForReflection(ignoreNested = false)
public sealed interface ServerMessage {

    String type();

    record Authenticated(Instant expiresAt) implements ServerMessage {
        public String type() {
            return "authenticated";
        }
    }

    record SessionStarted(
            String sessionId,
            String status,
            String preferredChannel,
            boolean resumed,
            long nextSeq,
            long heartbeatMs,
            List<View.Limit> limits)
            implements ServerMessage {
        public String type() {
            return "session_started";
        }
    }

    record SessionUpdated(@JsonUnwrapped View.Session session) implements ServerMessage {
        public String type() {
            return "session_updated";
        }
    }

    record SessionEnded(String sessionId, String reason) implements ServerMessage {
        public String type() {
            return "session_ended";
        }
    }

    record MessageReceived(String messageId, Optional<String> clientMessageId, boolean duplicate, int queuePosition)
            implements ServerMessage {
        public String type() {
            return "message_received";
        }
    }

    record MessageStatusChanged(String messageId, String status) implements ServerMessage {
        public String type() {
            return "message_status";
        }
    }

    record AgentStatusChanged(String status, Optional<String> detail) implements ServerMessage {
        public String type() {
            return "agent_status";
        }
    }

    record StreamStart(String messageId, String inReplyToMessage) implements ServerMessage {
        public String type() {
            return "stream_start";
        }
    }

    record StreamEnd(
            String messageId,
            String finishReason,
            String content,
            int length,
            Optional<Usage> usage,
            Optional<Failure> error)
            implements ServerMessage {
        public String type() {
            return "stream_end";
        }
    }

    record WholeMessage(
            String messageId,
            String role,
            String content,
            String action,
            String inReplyToMessage,
            String finishReason,
            Optional<Usage> usage,
            Optional<Failure> error)
            implements ServerMessage {
        public String type() {
            return "message";
        }
    }

    record Usage(int inputTokens, int outputTokens) {}

    record Failure(String code, String message) {}

    record FeedbackResolved(@JsonUnwrapped View.Feedback feedback) implements ServerMessage {
        public String type() {
            return "feedback_resolved";
        }
    }

    /**
     * How far a question got on one channel.
     *
     * @param status {@code sent}, {@code reminded}, {@code retrying}, {@code answered} or, when it was given up, {@code
     *     failed}
     * @param attempt the number of the try, from 1
     */
    record ChannelDelivery(String requestId, String channel, String status, int attempt) implements ServerMessage {
        public String type() {
            return "channel_delivery";
        }
    }

    record Cancelled(boolean nothing, Optional<String> messageId) implements ServerMessage {
        public String type() {
            return "cancelled";
        }
    }

    record ReplayGap(long missingFrom, long missingTo) implements ServerMessage {
        public String type() {
            return "replay_gap";
        }
    }

    record RateLimitStatus(List<View.Limit> limits) implements ServerMessage {
        public String type() {
            return "rate_limit_status";
        }
    }

    record RateLimitExceeded(
            String code, String level, long limit, long remaining, long retryAfterMs, List<View.Limit> limits)
            implements ServerMessage {
        public String type() {
            return "rate_limit_exceeded";
        }
    }

    record ServerDraining(long reconnectAfterMs) implements ServerMessage {
        public String type() {
            return "server_draining";
        }
    }

    record Heartbeat() implements ServerMessage {
        public String type() {
            return "heartbeat";
        }
    }

    record Problem(
            String code,
            String message,
            boolean retryable,
            Optional<Long> retryAfterMs,
            Optional<Map<String, Object>> details)
            implements ServerMessage {
        public String type() {
            return "error";
        }
    }
}
