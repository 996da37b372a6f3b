package dev.parley.conversation;

import dev.parley.core.ParleyException;
import dev.parley.protocol.FrameWriter;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;

/** Lets connections into rooms, and shows those who come late what they missed. */
@ApplicationScoped
class Attendance {

    private static final int PAGE = 100;
    /** For another replica to say how far the answer is that it runs; it takes a few milliseconds. */
    private static final Duration WORD = Duration.ofMillis(500);

    private final Rooms rooms;
    private final SessionStore sessions;
    private final Stops stops;
    private final Clock clock;

    Attendance(Rooms rooms, SessionStore sessions, Stops stops, Clock clock) {
        this.rooms = rooms;
        this.sessions = sessions;
        this.stops = stops;
        this.clock = clock;
    }

    /** Lets a connection follow a session that nobody knew until now, from its first event on. */
    void first(SessionEvent started, Asker asker, Listener listener) {
        var room = rooms.holdNew(started.sessionId());
        if (room.enter(listener).last() >= started.seq()) {
            // Another connection resumed the session before we came to tell of it.
            listener.send(Audience.frame(started, asker.id(), false));
        }
        room.catchUp(listener);
    }

    /**
     * Lets a connection follow: the greeting, then what it missed, then the running answer so far, then all that happens.
     *
     * @param afterSeq the last event it knows; empty to be shown no past
     * @param greeting makes the first frame from the number of the session's newest event
     */
    void follow(String sessionId, Optional<Long> afterSeq, Listener listener, LongFunction<Optional<String>> greeting) {
        var room = rooms.hold(sessionId);
        try {
            ready(sessionId, room, afterSeq.orElse(0L));
        } catch (RuntimeException e) {
            rooms.release(sessionId);
            throw e;
        }
        boolean known = room.follows(listener);
        var entrance = room.enter(listener);
        if (known) {
            rooms.release(sessionId);
        }
        try {
            greeting.apply(entrance.last()).ifPresent(text -> listener.send(frame("session_started", sessionId, text)));
            afterSeq.ifPresent(seq -> replay(sessionId, seq, entrance.last(), listener));
            entrance.opened()
                    .filter(opened -> afterSeq.isEmpty() || opened.seq() <= afterSeq.get())
                    .ifPresent(
                            opened -> listener.send(Audience.frame(opened, Optional.empty(), listener.marksReplays())));
            entrance.soFar().ifPresent(chunk -> listener.send(frame("stream_chunk", sessionId, chunk)));
        } catch (RuntimeException e) {
            if (!known) {
                rooms.leave(sessionId, listener);
            }
            throw e;
        } finally {
            room.catchUp(listener);
        }
    }

    /** Lets the room hear of what runs and happened elsewhere. */
    private void ready(String sessionId, Room room, long afterSeq) {
        if (stops.elsewhere(sessionId).isPresent()) {
            rooms.listen(room, WORD);
        }
        if (afterSeq > room.last()) {
            if (afterSeq > rooms.lastSeq(sessionId)) {
                throw ParleyException.invalid("after_seq", "is beyond the session's newest event");
            }
            rooms.reach(sessionId, room, afterSeq);
        }
    }

    private static Listener.Frame frame(String type, String sessionId, String text) {
        return new Listener.Frame(type, Optional.of(sessionId), Optional.empty(), text);
    }

    private void replay(String sessionId, long after, long to, Listener listener) {
        long seen = after;
        while (seen < to) {
            var page = sessions.events(sessionId, seen, to, PAGE);
            if (page.isEmpty()) {
                gap(sessionId, seen + 1, to, listener);
                return;
            }
            if (page.getFirst().seq() > seen + 1) {
                gap(sessionId, seen + 1, page.getFirst().seq() - 1, listener);
            }
            page.forEach(
                    event -> listener.sendPatiently(Audience.frame(event, Optional.empty(), listener.marksReplays())));
            seen = page.getLast().seq();
        }
    }

    private void gap(String sessionId, long from, long to, Listener listener) {
        var gap = new ServerMessage.ReplayGap(from, to);
        var text = FrameWriter.write(gap, clock.instant(), Optional.of(sessionId), Optional.empty());
        listener.send(frame(gap.type(), sessionId, text));
    }
}
