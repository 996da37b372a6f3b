package dev.parley.conversation;

import dev.parley.session.SessionEvent;
import java.util.Optional;

/**
 * Where a connection entered.
 *
 * @param last the newest event before it
 * @param opened the running answer's {@code stream_start}
 * @param soFar one chunk with all of the running answer so far
 */
record Entrance(long last, Optional<SessionEvent> opened, Optional<String> soFar) {}
