package dev.parley.conversation;

import java.util.Optional;

/**
 * Who gave a command, so that the frames which answer it can say so to that connection, and to no other.
 *
 * @param listener the connection; empty where nobody listens, as for plain REST
 * @param id the client's id of its frame
 * @param over called when the turn that the command began has been told to its end
 */
public record Asker(Optional<Listener> listener, Optional<String> id, Runnable over) {

    public static final Asker NOBODY = new Asker(Optional.empty(), Optional.empty(), () -> {});

    public static Asker of(Listener listener, Optional<String> id) {
        return new Asker(Optional.of(listener), id, () -> {});
    }

    boolean is(Listener other) {
        return listener.isPresent() && listener.get() == other;
    }

    /** The id, for a frame that goes to the given connection. */
    Optional<String> idFor(Listener other) {
        return is(other) ? id : Optional.empty();
    }
}
