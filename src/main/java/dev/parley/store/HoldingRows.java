package dev.parley.store;

import dev.parley.privacy.Holdings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

@Singleton
final class HoldingRows implements Holdings {

    private static final int PAGE = 500;

    private record Kept(String kind, String query) {}

    private static final String SESSIONS =
            "select session_id from chat_session where user_id = ? and session_id > ? order by session_id limit ?";

    private static final String ENDED =
            "select session_id from chat_session where status = 'ended' and ended_at < ? order by ended_at limit ?";

    private static final List<Kept> OF_USER = List.of(
            new Kept(
                    "account",
                    "select user_id, email, display_name, roles, created_at, disabled_at from account where user_id = ?"),
            new Kept(
                    "channel",
                    "select type, address, priority, retry_limit, timeout_ms, enabled, verified_at from channel where user_id = ?"),
            new Kept(
                    "notice",
                    "select kind, channel, address, session_id, status, created_at, opened_at from notice where user_id = ?"),
            new Kept("spending", "select day, tokens from spending where user_id = ?"),
            new Kept("answer", """
            select request_id, channel, action, content, field_values, verdict, created_at
            from feedback_response where responder = ?"""));

    private static final List<Kept> OF_SESSION = List.of(
            new Kept("session", """
            select session_id, status, preferred_channel, metadata, created_at, last_activity_at, ended_at, end_reason
            from chat_session where session_id = ?"""),
            new Kept(
                    "agent_state",
                    "select session_id, status, context, updated_at from agent_state where session_id = ?"),
            new Kept("question", """
            select session_id, request_id, type, prompt, options, response_schema, status, channels,
                   created_at, expires_at, outcome
            from feedback_request where session_id = ?"""),
            new Kept("audit", """
            select request_id, place, entry, hash from audit_link
            where request_id in (select request_id from feedback_request where session_id = ?)
            order by request_id, place"""));

    private static final String MESSAGES = """
            select session_id, seq, message_id, role, channel, content, status, action, in_reply_to_message, created_at
            from message where session_id = ? and seq > ? order by seq limit ?""";

    private static final String HOLD = "select session_id from chat_session where session_id = ?";

    private static final String QUESTIONS = "(select request_id from feedback_request where session_id = ?)";

    private static final List<String> REMOVE_SESSION = List.of(
            "delete from notice_link where notice_id in (select notice_id from notice where session_id = ?)",
            "delete from notice where session_id = ?",
            "delete from audit_link where request_id in " + QUESTIONS,
            "delete from feedback_responder where request_id in " + QUESTIONS,
            "delete from feedback_response where request_id in " + QUESTIONS,
            "delete from feedback_request where session_id = ?",
            "delete from agent_state where session_id = ?",
            "delete from turn where session_id = ?",
            "delete from message where session_id = ?",
            "delete from session_event where session_id = ?",
            "delete from chat_session where session_id = ?");

    private static final List<String> REMOVE_USER = List.of(
            "delete from notice_link where notice_id in (select notice_id from notice where user_id = ?)",
            "delete from notice where user_id = ?",
            "delete from channel where user_id = ?",
            "delete from spending where user_id = ?",
            "delete from feedback_responder where user_id = ?",
            "delete from ticket where user_id = ?",
            "delete from idempotency_key where substr(scope, 1, length(?)) = ?",
            "delete from account where user_id = ?");

    private final Sql sql;
    private final Engine engine;

    HoldingRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    @Override
    public List<String> sessions(String userId, String after, int most) {
        return sql.list(SESSIONS, row -> row.text(1), userId, after, most);
    }

    @Override
    public List<String> endedBefore(Instant then, int most) {
        return sql.list(ENDED, row -> row.text(1), then.toEpochMilli(), most);
    }

    @Override
    public void ofUser(String userId, Consumer<Entry> reader) {
        OF_USER.forEach(kept -> tell(kept, reader, userId));
    }

    @Override
    public void ofSession(String sessionId, Consumer<Entry> reader) {
        OF_SESSION.forEach(kept -> tell(kept, reader, sessionId));
        long seq = 0;
        int told = PAGE;
        while (told == PAGE) {
            var page = sql.list(MESSAGES, row -> Map.entry(row.number(2), RowJson.of(row)), sessionId, seq, PAGE);
            for (var message : page) {
                seq = message.getKey();
                reader.accept(new Entry("message", message.getValue()));
            }
            told = page.size();
        }
    }

    private void tell(Kept kept, Consumer<Entry> reader, String id) {
        sql.list(kept.query, RowJson::of, id).forEach(json -> reader.accept(new Entry(kept.kind, json)));
    }

    @Override
    public void removeSession(String sessionId) {
        engine.write(() -> {
            sql.first(engine.holding(HOLD), row -> row.text(1), sessionId);
            REMOVE_SESSION.forEach(statement -> sql.update(statement, sessionId));
        });
    }

    @Override
    public void removeUser(String userId) {
        engine.write(() -> REMOVE_USER.forEach(statement -> {
            if (statement.contains("scope")) {
                sql.update(statement, userId + " ", userId + " ");
            } else {
                sql.update(statement, userId);
            }
        }));
    }
}
