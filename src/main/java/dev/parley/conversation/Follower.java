package dev.parley.conversation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection in a room. While it is shown the past, the present waits. Guarded by the room's lock. */
final class Follower {

    /** Characters of the present that may wait; whoever takes that long to read the past cannot keep up. */
    static final int MOST_WAITING = 2_000_000;

    final Listener listener;
    /** How much of the running answer the connection was shown, or will be when it has caught up. */
    int shown;

    private @Nullable List<Listener.Frame> waiting;
    private int size;

    Follower(Listener listener) {
        this.listener = listener;
    }

    void send(Listener.Frame frame) {
        if (waiting == null) {
            listener.send(frame);
            return;
        }
        size += frame.text().length();
        if (size <= MOST_WAITING) {
            waiting.add(frame);
        } else {
            waiting.clear();
            listener.cutOff();
        }
    }

    void hold() {
        if (waiting == null) {
            waiting = new ArrayList<>(2);
            size = 0;
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
