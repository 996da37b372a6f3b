package dev.parley.store;

import dev.parley.core.Ids;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionStatus;
import java.time.Instant;
import java.util.Optional;

/** Rows that tests need to begin with. */
final class Samples {

    static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    static final int ROOM = 100_000;

    private final SessionRows sessions;
    private final Ids ids;

    Samples(Database database, Ids ids) {
        this.sessions = new SessionRows(database.sql(), database.engine());
        this.ids = ids;
    }

    /** A stored session's id. */
    String session(String user) {
        var session = session(ids.next(), user, Optional.empty(), START);
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
