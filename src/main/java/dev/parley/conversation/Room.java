package dev.parley.conversation;

import dev.parley.protocol.FrameWriter;
import dev.parley.session.SessionEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who follow one session, and what is live in it.
 *
 * <p>Events come from several threads after their commits and leave in the order of their numbers. Chunks of the running
 * answer leave between its {@code stream_start} and its {@code stream_end}, however early they come.
 */
final class Room {

    private final String sessionId;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Follower> followers = new ArrayList<>(1);
    private final TreeMap<Long, Told> early = new TreeMap<>();
    private long last = -1;
    /** Seldom more than one: the next answer may begin while the end of the one before is still to be told. */
    private final List<LiveAnswer> answers = new ArrayList<>(1);

    /** Guarded by the map of {@link Rooms}. */
    int holders;

    Room(String sessionId, Clock clock) {
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

    private record Told(
            SessionEvent event, Asker asker, @Nullable Aside then) {}

    /** Learns where the log stands; until then events wait. The number must be read after the room can be found. */
    void load(LongSupplier lastSeq) {
        lock.lock();
        try {
            if (last < 0) {
                last = lastSeq.getAsLong();
                deliver();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells committed events to all who follow. */
    void publish(List<SessionEvent> events, Asker asker) {
        publish(events, asker, null);
    }

    /** Tells committed events to all who follow, and right after the last of them what no log holds. */
    void publish(List<SessionEvent> events, Asker asker, @Nullable Aside then) {
        lock.lock();
        try {
            for (int i = 0; i < events.size(); i++) {
                var event = events.get(i);
                early.put(event.seq(), new Told(event, asker, i == events.size() - 1 ? then : null));
            }
            deliver();
        } finally {
            lock.unlock();
        }
    }

    private void deliver() {
        while (last >= 0 && !early.isEmpty() && early.firstKey() <= last + 1) {
            var told = early.pollFirstEntry().getValue();
            if (told.event.seq() <= last) {
                continue;
            }
            last = told.event.seq();
            tell(told);
        }
    }

    private void tell(Told told) {
        var event = told.event;
        var live = live(event);
        if (live != null && event.type().equals("stream_end")) {
            flush(live, true);
            answers.remove(live);
        }
        var text = frame(event, Optional.empty(), false);
        for (var follower : followers) {
            var id = told.asker.idFor(follower.listener);
            follower.send(id.isEmpty() ? text : frame(event, id, false));
        }
        if (live != null && event.type().equals("stream_start")) {
            live.opened = event;
            followers.forEach(follower -> follower.shown = 0);
            flush(live, false);
        }
        if (told.then != null) {
            for (var follower : followers) {
                var own = told.asker.is(follower.listener) ? told.then.textForAsker : told.then.text;
                follower.send(ephemeral(told.then.type, own));
            }
        }
    }

    private @Nullable LiveAnswer live(SessionEvent event) {
        if (event.type().startsWith("stream_")) {
            for (var answer : answers) {
                if (answer.is(event)) {
                    return answer;
                }
            }
        }
        return null;
    }

    /** An answer begins; its text may grow from now on. */
    LiveAnswer begin(String answerId) {
        lock.lock();
        try {
            var answer = new LiveAnswer(answerId);
            answers.add(answer);
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** The answer's text grows; shown at once if its {@code stream_start} has been. */
    void append(LiveAnswer answer, String text) {
        lock.lock();
        try {
            if (!answer.sealed) {
                answer.text.append(text);
                if (answer.opened != null) {
                    flush(answer, false);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The whole text of an answer, which grows no more. */
    String seal(LiveAnswer answer) {
        lock.lock();
        try {
            answer.sealed = true;
            return answer.text.toString();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets an answer that has no {@code stream_end}. */
    void forget(LiveAnswer answer) {
        lock.lock();
        try {
            answers.remove(answer);
        } finally {
            lock.unlock();
        }
    }

    /** Shows what is new. A connection that is slow is shown less often, and then more at once; at the end, everything. */
    private void flush(LiveAnswer answer, boolean atEnd) {
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

    /** Lets a connection follow; what happens from now on waits until it has {@link #catchUp caught up}. */
    Entrance enter(Listener listener) {
        lock.lock();
        try {
            var follower = find(listener);
            if (follower == null) {
                follower = new Follower(listener);
                followers.add(follower);
            }
            follower.hold();
            for (var answer : answers) {
                if (answer.opened != null) {
                    follower.shown = answer.shown;
                    return new Entrance(last, Optional.of(answer.opened), answer.soFar(sessionId, clock));
                }
            }
            return new Entrance(last, Optional.empty(), Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where a connection entered.
     *
     * @param last the newest event before it
     * @param opened the running answer's {@code stream_start}
     * @param soFar one chunk with all of the running answer so far
     */
    record Entrance(long last, Optional<SessionEvent> opened, Optional<String> soFar) {}

    /** Sends what waited since the entrance; from now on the connection is told at once. */
    void catchUp(Listener listener) {
        lock.lock();
        try {
            var follower = find(listener);
            if (follower != null) {
                follower.release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Answers whether the connection followed until now. */
    boolean leave(Listener listener) {
        lock.lock();
        try {
            return followers.removeIf(follower -> follower.listener == listener);
        } finally {
            lock.unlock();
        }
    }

    boolean follows(Listener listener) {
        lock.lock();
        try {
            return find(listener) != null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Follower find(Listener listener) {
        for (var follower : followers) {
            if (follower.listener == listener) {
                return follower;
            }
        }
        return null;
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
