package dev.parley.store;

import dev.parley.core.Page;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionStatus;
import dev.parley.session.SessionStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Singleton
final class SessionRows implements SessionStore {

    private static final String COLUMNS = """
            session_id, user_id, status, preferred_channel, metadata, client_session_id,
            created_at, updated_at, last_activity_at, ended_at, end_reason, last_seq""";

    private static final String TAKEN_SLOTS = """
            select slot from chat_session where user_id = ? and status <> 'ended'""";

    private static final String CREATE_IN_SLOT = """
            insert into chat_session (session_id, user_id, status, slot, preferred_channel, metadata, client_session_id,
                created_at, updated_at, last_activity_at, last_seq)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            on conflict do nothing""";

    private static final String BY_ID = "select " + COLUMNS + " from chat_session where session_id = ?";

    private static final String BY_CLIENT_ID =
            "select " + COLUMNS + " from chat_session where user_id = ? and client_session_id = ?";

    private static final String OF_USER_NEWEST_FIRST = "select " + COLUMNS + """
             from chat_session
            where user_id = ? and (status = ? or cast(? as text) is null) and session_id < ?
            order by session_id desc limit ?""";

    private static final String UPDATE = """
            update chat_session
            set status = ?, preferred_channel = ?, metadata = ?, updated_at = ?, ended_at = ?, end_reason = ?
            where session_id = ?""";

    // Materialized: a plan that read the limited query twice would hold and end more than the batch.
    private static final String EXPIRE = """
            with idle as materialized (
                select session_id from chat_session
                where status <> 'ended' and last_activity_at <= ? and not exists (
                    select 1 from feedback_request f
                    where f.session_id = chat_session.session_id and f.status = 'pending') and not exists (
                    select 1 from turn t
                    where t.session_id = chat_session.session_id and t.status = 'running')
                order by last_activity_at limit ? %s)
            update chat_session
            set status = 'ended', end_reason = 'expired', ended_at = ?, updated_at = ?, last_seq = last_seq + 1
            where session_id in (select session_id from idle)
            returning session_id, last_seq""";

    private final Sql sql;
    private final Engine engine;
    private final EventRows log;

    SessionRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.log = new EventRows(sql);
        this.engine = engine;
    }

    /** Tries the free slots in turn; another one who takes a slot first is seen by the index, and the next is tried. */
    @Override
    public boolean create(ChatSession session, int max) {
        var taken = new HashSet<>(sql.list(TAKEN_SLOTS, row -> row.number(1), session.userId()));
        for (long slot = 1; slot <= max; slot++) {
            if (!taken.contains(slot) && createIn(slot, session)) {
                return true;
            }
        }
        return false;
    }

    private boolean createIn(long slot, ChatSession session) {
        long now = session.createdAt().toEpochMilli();
        return sql.update(
                        CREATE_IN_SLOT,
                        session.sessionId(),
                        session.userId(),
                        session.status().wire(),
                        slot,
                        session.preferredChannel(),
                        session.metadata(),
                        session.clientSessionId().orElse(null),
                        now,
                        now,
                        now)
                == 1;
    }

    @Override
    public Optional<ChatSession> find(String sessionId) {
        return sql.first(BY_ID, SessionRows::session, sessionId);
    }

    @Override
    public Optional<ChatSession> hold(String sessionId) {
        return sql.first(engine.holding(BY_ID), SessionRows::session, sessionId);
    }

    @Override
    public Optional<ChatSession> byClientId(String userId, String clientSessionId) {
        return sql.first(BY_CLIENT_ID, SessionRows::session, userId, clientSessionId);
    }

    @Override
    public List<ChatSession> list(String userId, Optional<SessionStatus> status, Page.Request page) {
        var wanted = status.map(SessionStatus::wire).orElse(null);
        return sql.list(
                OF_USER_NEWEST_FIRST,
                SessionRows::session,
                userId,
                wanted,
                wanted,
                page.cursor().orElse(Sql.AFTER_ALL_IDS),
                page.limit());
    }

    @Override
    public void update(ChatSession session) {
        sql.update(
                UPDATE,
                session.status().wire(),
                session.preferredChannel(),
                session.metadata(),
                session.updatedAt().toEpochMilli(),
                session.ending().map(ending -> ending.at().toEpochMilli()).orElse(null),
                session.ending().map(ChatSession.Ending::reason).orElse(null),
                session.sessionId());
    }

    @Override
    public List<SessionEvent> append(ChatSession session, Instant now, List<SessionEvent.Draft> drafts) {
        return log.append(session.sessionId(), now, drafts);
    }

    @Override
    public Map<String, Long> lastSeqs(List<String> sessionIds) {
        return log.lasts(sessionIds);
    }

    @Override
    public List<SessionEvent> events(String sessionId, long after, long to, int limit) {
        return log.between(sessionId, after, to, limit);
    }

    @Override
    public List<SessionEvent> expire(Instant idleSince, Instant now, int batch) {
        long at = now.toEpochMilli();
        return engine.write(() -> {
            var events = sql.change(
                    EXPIRE.formatted(engine.skipsHeld()),
                    row -> expired(row.text(1), row.number(2), now),
                    idleSince.toEpochMilli(),
                    batch,
                    at,
                    at);
            log.add(events);
            return events;
        });
    }

    private static SessionEvent expired(String id, long seq, Instant now) {
        return new SessionEvent(
                id, seq, "session_ended", now, "{\"session_id\":\"" + id + "\",\"reason\":\"expired\"}");
    }

    private static ChatSession session(Row row) throws SQLException {
        var endedAt = row.maybeTime(10);
        var reason = row.maybeText(11);
        return new ChatSession(
                row.text(1),
                row.text(2),
                SessionStatus.valueOf(row.text(3).toUpperCase(Locale.ROOT)),
                row.text(4),
                row.text(5),
                row.maybeText(6),
                row.time(7),
                row.time(8),
                row.time(9),
                endedAt.flatMap(at -> reason.map(why -> new ChatSession.Ending(at, why))),
                row.number(12));
    }
}
