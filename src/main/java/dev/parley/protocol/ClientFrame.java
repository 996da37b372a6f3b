package dev.parley.protocol;

import java.util.Optional;

/**
 * A message with the client's own id for it.
 *
 * @param id comes back as {@code in_reply_to}; at most 64 characters
 */
public record ClientFrame(Optional<String> id, ClientMessage message) {}
