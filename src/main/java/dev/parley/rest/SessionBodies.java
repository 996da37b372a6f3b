package dev.parley.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/** What the calls about sessions take. What they leave out is absent, and {@code null} is the same. */
final class SessionBodies {

    private SessionBodies() {}

    record Create(
            Optional<String> preferredChannel,
            Optional<ObjectNode> metadata,
            Optional<@Size(min = 1, max = 64) String> clientSessionId) {
        static final Create DEFAULTS = new Create(Optional.empty(), Optional.empty(), Optional.empty());
    }

    record Update(Optional<String> status, Optional<String> preferredChannel, Optional<ObjectNode> metadata) {}

    record Say(@NotNull String content, Optional<@Size(min = 1, max = 64) String> clientMessageId) {}

    record Mark(@NotNull String status) {}

    record Respond(
            Optional<String> content, Optional<String> action, Optional<ObjectNode> values, Optional<String> channel) {}
}
