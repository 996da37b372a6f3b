package dev.parley.conversation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection in a room. While it is shown the past, the present waits. Guarded by the room's lock. */
final class Follower {

    final Listener listener;
    private @Nullable List<Listener.Frame> waiting;

    Follower(Listener listener) {
        this.listener = listener;
    }

    void send(Listener.Frame frame) {
        if (waiting != null) {
            waiting.add(frame);
        } else {
            listener.send(frame);
        }
    }

    void hold() {
        if (waiting == null) {
            waiting = new ArrayList<>(2);
        }
    }

    void release() {
        var kept = waiting;
        waiting = null;
        if (kept != null) {
            kept.forEach(listener::send);
        }
    }
}
