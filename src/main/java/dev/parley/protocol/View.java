package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What REST shows, in the shapes that frames use too. */
@RegisterForReflection(ignoreNested = false)
public sealed interface View {

    record Session(
            String sessionId,
            String userId,
            String status,
            String preferredChannel,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String metadata,
            Instant createdAt,
            Instant updatedAt,
            Instant lastActivityAt,
            Optional<Instant> endedAt,
            Optional<String> endReason,
            long lastSeq)
            implements View {}

    record Message(
            String messageId,
            String sessionId,
            String role,
            String channel,
            String content,
            String status,
            Optional<String> action,
            Optional<String> clientMessageId,
            Optional<String> inReplyToMessage,
            Optional<String> finishReason,
            Instant createdAt)
            implements View {}

    record Event(
            long seq,
            String type,
            Instant ts,
            String sessionId,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String payload)
            implements View {}

    /** @param nextAfterSeq the {@code after_seq} of the next page; absent on the last */
    record Events(List<Event> items, Optional<Long> nextAfterSeq) implements View {}

    record Feedback(
            String requestId,
            String sessionId,
            String type,
            String prompt,
            Optional<List<Option>> options,
            Optional<JsonNode> responseSchema,
            String status,
            List<Channel> channels,
            Instant createdAt,
            Instant expiresAt,
            Optional<Outcome> outcome)
            implements View {}

    record Option(String id, String label) implements View {}

    record Channel(String channel, String status) implements View {}

    record Outcome(
            Optional<String> action,
            Optional<String> content,
            Optional<JsonNode> values,
            String responder,
            String channel,
            Instant at)
            implements View {}

    record AgentState(
            String status,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String context,
            @Schema(type = SchemaType.ARRAY) @JsonRawValue String pendingActions,
            Instant updatedAt)
            implements View {}

    /** One level of the limits; {@code resetAfterMs} until it is full again. */
    record Limit(String level, String key, long limit, long remaining, long resetAfterMs, long windowSeconds)
            implements View {}

    record Limits(List<Limit> limits) implements View {}

    /** A page of any list. */
    record Items<T>(List<T> items, Optional<String> nextCursor) implements View {}
}
