package dev.parley.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An answer as it arrived.
 *
 * @param responder the user who gives it; whether they may is the caller's to know
 * @param idempotencyKey the client's name for it, 1 to 64 characters: said again, it gets what it got the first time
 */
public record Answer(
        String responder,
        String channel,
        Optional<String> action,
        Optional<String> content,
        Optional<JsonNode> values,
        Optional<String> idempotencyKey) {

    Answer withoutKey() {
        return new Answer(responder, channel, action, content, values, Optional.empty());
    }
}
