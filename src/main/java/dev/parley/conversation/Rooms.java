package dev.parley.conversation;

import dev.parley.core.ParleyException;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The rooms of this replica: one for each session that somebody follows or in which an answer runs. */
@ApplicationScoped
class Rooms {

    private static final Logger LOG = Logger.getLogger(Rooms.class);

    private static final int PAGE = 500;
    /** Longer than a commit takes to be told, or a word to another replica. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();
    private final SessionStore sessions;
    private final Broadcast broadcast;
    private final Clock clock;

    Rooms(SessionStore sessions, Broadcast broadcast, Clock clock) {
        this.sessions = sessions;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    /** The session's room, kept until {@link #release released}. */
    Room hold(String sessionId) {
        var room = held(sessionId);
        try {
            room.load(() -> lastSeq(sessionId));
            return room;
        } catch (RuntimeException e) {
            release(sessionId);
            throw e;
        }
    }

    /** The session's room, kept even while the store cannot say how far its log is: whoever enters asks again. */
    Room holdAnyway(String sessionId) {
        var room = held(sessionId);
        try {
            room.load(() -> lastSeq(sessionId));
        } catch (ParleyException e) {
            LOG.debugf(e, "session %s is not loaded", sessionId);
        }
        return room;
    }

    /** The number of the session's newest event. */
    long lastSeq(String sessionId) {
        return sessions.find(sessionId).map(ChatSession::lastSeq).orElse(0L);
    }

    /**
     * Lets a room come to an event that is in the log, and that somebody has read there or was told on another replica. It
     * is heard here in a moment; if that got lost, it is read from the log.
     */
    void reach(String sessionId, Room room, long seq) {
        room.told(seq)
                .completeOnTimeout(null, MOMENT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        for (long last = room.last(); last < seq; last = Math.min(last + PAGE, seq)) {
            learn(sessionId, room, new Sequence.Gap(last, seq));
        }
    }

    /** Waits a little to hear of an answer that is said to run on another replica, if there is one. */
    void listen(Room room, Duration most) {
        if (broadcast.on()) {
            room.listen(most);
        }
    }

    /** The room of a session that was just created and has not told its first event. */
    Room holdNew(String sessionId) {
        var room = held(sessionId);
        room.load(() -> 0);
        return room;
    }

    private Room held(String sessionId) {
        return rooms.compute(sessionId, (id, known) -> {
            var room = known == null ? opened(id) : known;
            room.holders++;
            return room;
        });
    }

    private Room opened(String sessionId) {
        broadcast.join(sessionId);
        return new Room(sessionId, clock, broadcast);
    }

    void release(String sessionId) {
        rooms.computeIfPresent(sessionId, (id, room) -> {
            if (--room.holders > 0) {
                return room;
            }
            broadcast.leave(id);
            return null;
        });
    }

    /** What other replicas say of the session can be heard; waits for a room that is just being opened. */
    void joined(String sessionId) {
        rooms.computeIfPresent(sessionId, (id, room) -> {
            room.joined();
            return room;
        });
    }

    Optional<Room> find(String sessionId) {
        return Optional.ofNullable(rooms.get(sessionId));
    }

    /** Tells events to those who follow their session, here and on other replicas. */
    void publish(List<SessionEvent> events, Asker asker) {
        if (!events.isEmpty()) {
            var session = events.getFirst().sessionId();
            find(session)
                    .ifPresentOrElse(
                            room -> room.publish(events, asker),
                            () -> events.forEach(event -> broadcast.say(session, new Word.Happened(event))));
        }
    }

    /** Tells what is in the log and was not told: whoever stored it did not hear that it was stored. */
    void mend() {
        rooms.forEach(this::mend);
        if (broadcast.on()) {
            catchUp();
        }
    }

    private void mend(String sessionId, Room room) {
        room.gap().ifPresent(gap -> learn(sessionId, room, gap));
    }

    /** Tells what the log holds of a gap: the first page of it. */
    private void learn(String sessionId, Room room, Sequence.Gap gap) {
        room.learn(sessions.events(sessionId, gap.after(), gap.to(), PAGE));
    }

    /** Hears what another replica says; what it said before it could be heard here is read from the log, soon. */
    void hear(String sessionId, Word.OfRoom word) {
        find(sessionId).ifPresent(room -> {
            room.hear(word);
            if (word instanceof Word.Happened && room.gap().isPresent()) {
                Thread.startVirtualThread(() -> {
                    try {
                        mend(sessionId, room);
                    } catch (ParleyException e) {
                        LOG.debugf(e, "session %s is mended later", sessionId);
                    }
                });
            }
        });
    }

    /** Tells what happened on another replica and got lost on its way here. */
    private void catchUp() {
        var ids = List.copyOf(rooms.keySet());
        for (int from = 0; from < ids.size(); from += PAGE) {
            sessions.lastSeqs(ids.subList(from, Math.min(from + PAGE, ids.size())))
                    .forEach((id, last) ->
                            find(id).ifPresent(room -> room.behind(last).ifPresent(gap -> learn(id, room, gap))));
        }
    }

    /** Lets the connection leave; it no longer keeps the room. */
    void leave(String sessionId, Listener listener) {
        if (find(sessionId).map(room -> room.leave(listener)).orElse(false)) {
            release(sessionId);
        }
    }
}
