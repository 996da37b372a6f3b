package dev.parley.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the calls about sessions take. What they leave out is absent, and {@code null} is the same. */
final class SessionBodies {

    private SessionBodies() {}

    @Schema(examples = """
            {"preferred_channel": "websocket", "metadata": {"topic": "invoice 17"}, "client_session_id": "tab-1"}""")
    record Create(
            Optional<String> preferredChannel,
            Optional<ObjectNode> metadata,
            Optional<@ClientId String> clientSessionId) {
        static final Create DEFAULTS = new Create(Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Schema(examples = """
            {"status": "active", "preferred_channel": "email", "metadata": {"topic": "invoice 18"}}""")
    record Update(Optional<String> status, Optional<String> preferredChannel, Optional<ObjectNode> metadata) {}

    @Schema(examples = """
            {"content": "Where is my parcel?", "client_message_id": "m-1"}""")
    record Say(@NotNull String content, Optional<@ClientId String> clientMessageId) {}

    @Schema(examples = """
            {"status": "read"}""")
    record Mark(@NotNull String status) {}

    @Schema(examples = """
            {"action": "approve"}""")
    record Respond(
            Optional<String> content, Optional<String> action, Optional<ObjectNode> values, Optional<String> channel) {}
}
