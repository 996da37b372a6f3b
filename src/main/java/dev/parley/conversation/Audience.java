package dev.parley.conversation;

import dev.parley.protocol.FrameWriter;
import dev.parley.session.SessionEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Those who follow one session, and what they are told. Guarded by the room's lock. */
final class Audience {

    private final String sessionId;
    private final Clock clock;
    private final List<Follower> followers = new ArrayList<>(1);

    Audience(String sessionId, Clock clock) {
        this.sessionId = sessionId;
        this.clock = clock;
    }

    /**
     * A frame that no log holds.
     *
     * @param text for all
     * @param textForAsker for the connection that asked
     */
    record Aside(String type, String text, String textForAsker) {}

    /** The listener's place, which it may have already. */
    Follower admit(Listener listener) {
        return find(listener).orElseGet(() -> {
            var follower = new Follower(listener);
            followers.add(follower);
            return follower;
        });
    }

    /** Answers whether the listener was among them. */
    boolean dismiss(Listener listener) {
        return followers.removeIf(follower -> follower.listener == listener);
    }

    Optional<Follower> find(Listener listener) {
        for (var follower : followers) {
            if (follower.listener == listener) {
                return Optional.of(follower);
            }
        }
        return Optional.empty();
    }

    void tell(SessionEvent event, Asker asker) {
        var text = frame(event, Optional.empty(), false);
        for (var follower : followers) {
            var id = asker.idFor(follower.listener);
            follower.send(id.isEmpty() ? text : frame(event, id, false));
        }
    }

    void tell(Aside aside, Asker asker) {
        for (var follower : followers) {
            var own = asker.is(follower.listener) ? aside.textForAsker : aside.text;
            follower.send(ephemeral(aside.type, own));
        }
    }

    /** An answer begins, of which nobody has been shown anything. */
    void begin() {
        followers.forEach(follower -> follower.shown = 0);
    }

    /** Shows what is new of a running answer. A connection that is slow is shown less often, and then more at once; at the end, everything. */
    void show(LiveAnswer answer, boolean atEnd) {
        int end = answer.showable();
        int before = answer.shown;
        if (before < end) {
            answer.index++;
            answer.shown = end;
        }
        Listener.Frame shared = null;
        for (var follower : followers) {
            if (follower.shown == end || !atEnd && follower.listener.congested()) {
                continue;
            }
            if (follower.shown != before) {
                follower.send(chunk(answer, follower.shown));
            } else {
                shared = shared == null ? chunk(answer, before) : shared;
                follower.send(shared);
            }
            follower.shown = end;
        }
    }

    private Listener.Frame chunk(LiveAnswer answer, int from) {
        var content = answer.text.subSequence(from, answer.shown);
        return ephemeral(
                "stream_chunk",
                FrameWriter.chunk(clock.instant(), sessionId, answer.id, answer.index, from, content, false));
    }

    private Listener.Frame ephemeral(String type, String text) {
        return new Listener.Frame(type, Optional.of(sessionId), Optional.empty(), text);
    }

    static Listener.Frame frame(SessionEvent event, Optional<String> inReplyTo, boolean replay) {
        var text = FrameWriter.event(
                event.type(), event.at(), event.sessionId(), event.seq(), inReplyTo, replay, event.payload());
        return new Listener.Frame(event.type(), Optional.of(event.sessionId()), Optional.of(event.seq()), text);
    }
}
