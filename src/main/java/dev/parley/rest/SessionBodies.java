package dev.parley.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/** What the calls about sessions take. What they leave out is absent, and {@code null} is the same. */
final class SessionBodies {

    private SessionBodies() {}

    record Create(
            Optional<String> preferredChannel,
            Optional<ObjectNode> metadata,
            Optional<@ClientId String> clientSessionId) {
        static final Create DEFAULTS = new Create(Optional.empty(), Optional.empty(), Optional.empty());
    }

    record Update(Optional<String> status, Optional<String> preferredChannel, Optional<ObjectNode> metadata) {}

    record Say(@NotNull String content, Optional<@ClientId String> clientMessageId) {}

    record Mark(@NotNull String status) {}

    record Respond(
            Optional<String> content, Optional<String> action, Optional<ObjectNode> values, Optional<String> channel) {}
}
