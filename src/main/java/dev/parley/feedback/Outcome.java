package dev.parley.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * The answer that won.
 *
 * @param action {@code approve} or {@code reject}, also where the answer said so in {@code content}; or an option's id
 * @param content the text, as it was given
 * @param values the fields of a form
 */
public record Outcome(
        Optional<String> action,
        Optional<String> content,
        Optional<JsonNode> values,
        String responder,
        String channel,
        Instant at) {}
