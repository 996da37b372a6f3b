package dev.parley.conversation;

import dev.parley.session.SessionEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
    private final Audience audience;
    private final TreeMap<Long, Told> early = new TreeMap<>();
    private long last = -1;
    /** Seldom more than one: the next answer may begin while the end of the one before is still to be told. */
    private final List<LiveAnswer> answers = new ArrayList<>(1);

    /** Guarded by the map of {@link Rooms}. */
    int holders;

    Room(String sessionId, Clock clock) {
        this.sessionId = sessionId;
        this.clock = clock;
        this.audience = new Audience(sessionId, clock);
    }

    private record Told(SessionEvent event, Asker asker, Audience.@Nullable Aside then) {}

    /** Learns where the log stands; until then events wait. The number must be read after the room can be found. */
    void load(LongSupplier lastSeq) {
        if (!loaded()) {
            stands(lastSeq.getAsLong()); // asks the store, so not under the lock
        }
    }

    private synchronized boolean loaded() {
        return last >= 0;
    }

    private synchronized void stands(long seq) {
        if (last < 0) {
            last = seq;
            deliver();
        }
    }

    /** Tells committed events to all who follow. */
    void publish(List<SessionEvent> events, Asker asker) {
        publish(events, asker, null);
    }

    /** Tells committed events to all who follow, and right after the last of them what no log holds. */
    synchronized void publish(List<SessionEvent> events, Asker asker, Audience.@Nullable Aside then) {
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            early.put(event.seq(), new Told(event, asker, i == events.size() - 1 ? then : null));
        }
        deliver();
    }

    /** Events that have not come though a later one has: those after one number, up to another. */
    record Gap(long after, long to) {}

    synchronized Optional<Gap> gap() {
        return last < 0 || early.isEmpty() ? Optional.empty() : Optional.of(new Gap(last, early.firstKey() - 1));
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
            audience.show(live, true);
            answers.remove(live);
        }
        audience.tell(event, told.asker);
        if (live != null && event.type().equals("stream_start")) {
            live.opened = event;
            audience.begin();
            audience.show(live, false);
        }
        if (told.then != null) {
            audience.tell(told.then, told.asker);
        }
    }

    private @Nullable LiveAnswer live(SessionEvent event) {
        return event.type().startsWith("stream_")
                ? answers.stream()
                        .filter(answer -> answer.is(event))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** An answer begins; its text may grow from now on. */
    synchronized LiveAnswer begin(String answerId) {
        var answer = new LiveAnswer(answerId);
        answers.add(answer);
        return answer;
    }

    /** The answer's text grows; shown at once if its {@code stream_start} has been. */
    synchronized void append(LiveAnswer answer, String text) {
        if (!answer.sealed) {
            answer.text.append(text);
            if (answer.opened != null) {
                audience.show(answer, false);
            }
        }
    }

    /** The beginning of an answer's text. */
    synchronized String soFar(LiveAnswer answer, int most) {
        return answer.text.substring(0, Math.min(answer.showable(), most));
    }

    /** The whole text of an answer, which grows no more. */
    synchronized String seal(LiveAnswer answer) {
        answer.sealed = true;
        return answer.text.toString();
    }

    /** Forgets an answer that has no {@code stream_end}. */
    synchronized void forget(LiveAnswer answer) {
        answers.remove(answer);
    }

    /** Lets a connection follow; what happens from now on waits until it has {@link #catchUp caught up}. */
    synchronized Entrance enter(Listener listener) {
        var follower = audience.admit(listener);
        follower.hold();
        for (var answer : answers) {
            if (answer.opened != null) {
                follower.shown = answer.shown;
                return new Entrance(last, Optional.of(answer.opened), answer.soFar(sessionId, clock));
            }
        }
        return new Entrance(last, Optional.empty(), Optional.empty());
    }

    /** Sends what waited since the entrance; from now on the connection is told at once. */
    synchronized void catchUp(Listener listener) {
        audience.find(listener).ifPresent(Follower::release);
    }

    /** Answers whether the connection followed until now. */
    synchronized boolean leave(Listener listener) {
        return audience.dismiss(listener);
    }

    synchronized boolean follows(Listener listener) {
        return audience.find(listener).isPresent();
    }
}
