package dev.parley.store;

import dev.parley.session.SessionEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The log of a session: what everyone who follows it sees, numbered. */
final class EventRows {

    private static final String ADVANCE = """
            update chat_session set last_seq = last_seq + ?, last_activity_at = ? where session_id = ? returning last_seq""";

    private static final String APPEND = """
            insert into session_event (session_id, seq, type, ts, payload) values (?, ?, ?, ?, ?)""";

    private static final String EVENTS = """
            select session_id, seq, type, ts, payload from session_event
            where session_id = ? and seq > ? and seq <= ? order by seq limit ?""";

    private final Sql sql;

    EventRows(Sql sql) {
        this.sql = sql;
    }

    List<SessionEvent> append(String id, Instant now, List<SessionEvent.Draft> drafts) {
        long last = sql.change(ADVANCE, row -> row.number(1), drafts.size(), now.toEpochMilli(), id)
                .getFirst();
        long seq = last - drafts.size();
        var events = new ArrayList<SessionEvent>(drafts.size());
        for (var draft : drafts) {
            seq++;
            events.add(new SessionEvent(id, seq, draft.type(), now, draft.payload()));
        }
        add(events);
        return events;
    }

    Map<String, Long> lasts(List<String> sessionIds) {
        var places = String.join(", ", Collections.nCopies(sessionIds.size(), "?"));
        return sql
                .list(
                        "select session_id, last_seq from chat_session where session_id in (" + places + ")",
                        row -> Map.entry(row.text(1), row.number(2)),
                        sessionIds.toArray())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<SessionEvent> between(String sessionId, long after, long to, int limit) {
        return sql.list(EVENTS, EventRows::event, sessionId, after, to, limit);
    }

    /** Adds events that have their numbers. */
    void add(List<SessionEvent> events) {
        sql.batch(
                APPEND,
                events.stream()
                        .map(e -> new Object[] {e.sessionId(), e.seq(), e.type(), e.at().toEpochMilli(), e.payload()})
                        .toList());
    }

    private static SessionEvent event(Row row) throws SQLException {
        return new SessionEvent(row.text(1), row.number(2), row.text(3), row.time(4), row.text(5));
    }
}
