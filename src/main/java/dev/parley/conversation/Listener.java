package dev.parley.conversation;

import io.vertx.core.Context;
import java.util.Optional;

/** One connection that follows sessions: a socket, or a stream of server-sent events. */
public interface Listener {

    /** Sends a frame, in the order of the calls. Never blocks and never throws: a connection that cannot keep up is closed. */
    void send(Frame frame);

    /** Sends a frame and waits until it is out, on a thread that may wait: for a long past that is shown at once. */
    void sendPatiently(Frame frame);

    /** The event loop of the connection, on which the model's answer best arrives. */
    default Optional<Context> loop() {
        return Optional.empty();
    }

    /** Whether much waits to go out already: chunks then better wait for the next, to leave together with it. */
    default boolean congested() {
        return false;
    }

    /** Closes the connection, which cannot keep up. */
    void cutOff();

    /** Whether events of the past are marked with {@code replay} for this connection. */
    default boolean marksReplays() {
        return true;
    }

    /**
     * A frame on its way to one connection.
     *
     * @param type of the frame
     * @param sessionId the session it is of; empty for what concerns the connection
     * @param seq its number in the session's log; empty for what no log holds
     * @param text the whole frame
     */
    record Frame(String type, Optional<String> sessionId, Optional<Long> seq, String text) {}
}
