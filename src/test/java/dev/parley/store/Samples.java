package dev.parley.store;

import dev.parley.core.Ids;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionStatus;
import dev.parley.testing.TestClock;
import java.time.Instant;
import java.util.Optional;

/** Rows that tests need to begin with. */
final class Samples {

    static final int ROOM = 100_000;

    private final SessionRows sessions;
    private final Ids ids;

    Samples(Engines engines, Ids ids) {
        this.sessions = new SessionRows(engines.sql(), engines.engine());
        this.ids = ids;
    }

    /** A stored session's id. */
    String session(String user) {
        var session = session(ids.next(), user, Optional.empty(), TestClock.START);
        if (!sessions.create(session, ROOM)) {
            throw new AssertionError("no room");
        }
        return session.sessionId();
    }

    static ChatSession session(String id, String user, Optional<String> clientId, Instant at) {
        return new ChatSession(
                id, user, SessionStatus.ACTIVE, "websocket", "{}", clientId, at, at, at, Optional.empty(), 0);
    }
}
