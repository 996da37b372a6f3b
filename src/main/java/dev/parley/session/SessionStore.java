package dev.parley.session;

import dev.parley.core.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps sessions and their logs. What must be decided once is decided here, by one statement or a constraint. */
public interface SessionStore {

    /**
     * Stores a new session, unless the user has {@code max} that have not ended, over all connections and replicas.
     *
     * @return whether there was room
     */
    boolean create(ChatSession session, int max);

    Optional<ChatSession> find(String sessionId);

    /** The session, held against every other change until this transaction ends. */
    Optional<ChatSession> hold(String sessionId);

    Optional<ChatSession> byClientId(String userId, String clientSessionId);

    /** A user's sessions, newest first; the cursor is the last session's id. */
    List<ChatSession> list(String userId, Optional<SessionStatus> status, Page.Request page);

    /** Stores status, channel, metadata and ending as they are in the record. */
    void update(ChatSession session);

    /** Numbers the events and appends them; counts as activity. The session must be held. */
    List<SessionEvent> append(ChatSession session, Instant now, List<SessionEvent.Draft> drafts);

    /** The number of each session's newest event; sessions that are not there are left out. */
    Map<String, Long> lastSeqs(List<String> sessionIds);

    /** Events with {@code after < seq <= to}, in order, at most {@code limit}. */
    List<SessionEvent> events(String sessionId, long after, long to, int limit);

    /**
     * Ends at most {@code batch} sessions without activity since then, but none in which a question still waits for its
     * answer, each with a {@code session_ended} event; answers those.
     */
    List<SessionEvent> expire(Instant idleSince, Instant now, int batch);
}
