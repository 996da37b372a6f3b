package dev.parley.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.hibernate.validator.constraints.CodePointLength;

/** What the calls about sessions take. What they leave out is absent, and {@code null} is the same. */
final class SessionBodies {

    private SessionBodies() {}

    record Create(
            Optional<String> preferredChannel,
            Optional<ObjectNode> metadata,
            Optional<@CodePointLength(min = 1, max = 64, message = "must have 1 to 64 characters") String>
                    clientSessionId) {
        static final Create DEFAULTS = new Create(Optional.empty(), Optional.empty(), Optional.empty());
    }

    record Update(Optional<String> status, Optional<String> preferredChannel, Optional<ObjectNode> metadata) {}

    record Say(
            @NotNull String content,
            Optional<@CodePointLength(min = 1, max = 64, message = "must have 1 to 64 characters") String>
                    clientMessageId) {}

    record Mark(@NotNull String status) {}

    record Respond(
            Optional<String> content, Optional<String> action, Optional<ObjectNode> values, Optional<String> channel) {}
}
