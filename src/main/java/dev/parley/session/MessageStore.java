package dev.parley.session;

import dev.parley.core.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what was said. */
public interface MessageStore {

    void add(Message message);

    Optional<Message> find(String sessionId, String messageId);

    /** A message of any session. */
    Optional<Message> find(String messageId);

    /** The message that a client named so in this session. */
    Optional<Message> byClientId(String sessionId, String clientMessageId);

    /** Oldest first; the cursor is the {@code seq} of the last message seen. */
    List<Message> history(String sessionId, Page.Request page);

    /** As much of a message as the agent is told of the past. */
    record Said(String messageId, Message.Role role, String content, Instant at) {}

    /** The newest messages on which no turn waits to begin, oldest first: what stands in the line is not said yet. */
    List<Said> latest(String sessionId, int limit);

    /** Moves the status if it is still the expected one. */
    boolean move(String sessionId, String messageId, MessageStatus from, MessageStatus to);
}
