package dev.parley.conversation;

import dev.parley.protocol.FrameWriter;
import dev.parley.session.SessionEvent;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running answer of a room: all of its text, and how much of it has been shown. Guarded by the room's lock. */
final class LiveAnswer {

    private static final String ID = "{\"message_id\":\"";

    final String id;
    /** Whether it runs on this replica. */
    final boolean ours;

    final StringBuilder text = new StringBuilder();
    /** Whether its end has taken the text, so that nothing may come after it. */
    boolean sealed;

    int shown;
    int index = -1;

    @Nullable
    SessionEvent opened;

    private LiveAnswer(String id, boolean ours) {
        this.id = id;
        this.ours = ours;
    }

    static LiveAnswer ours(String id) {
        return new LiveAnswer(id, true);
    }

    /** An answer of another replica, known by its {@code stream_start}. */
    static LiveAnswer elsewhere(SessionEvent opened) {
        var payload = opened.payload();
        return new LiveAnswer(payload.substring(ID.length(), payload.indexOf('"', ID.length())), false);
    }

    /** Whether the event is of this answer: payloads of streams begin with the answer's id. */
    boolean is(SessionEvent event) {
        return event.payload().startsWith(ID + id + '"');
    }

    /** How much can be shown: not half of a surrogate pair. */
    int showable() {
        int length = text.length();
        return !sealed && length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }

    /** Adds what is new of a text that stands at a place; answers whether nothing is missing before it. */
    boolean add(int from, CharSequence part) {
        int known = text.length();
        if (from <= known && from + part.length() > known) {
            text.append(part, known - from, part.length());
        }
        return from <= known;
    }

    /** One chunk with all that was shown, for a connection that comes late. */
    Optional<String> soFar(String sessionId, Clock clock) {
        return shown == 0
                ? Optional.empty()
                : Optional.of(
                        FrameWriter.chunk(clock.instant(), sessionId, id, index, 0, text.substring(0, shown), true));
    }
}
