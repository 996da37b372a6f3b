package dev.parley.store;

import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.session.Message;
import dev.parley.session.MessageStatus;
import dev.parley.session.MessageStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

@Singleton
final class MessageRows implements MessageStore {

    private static final String COLUMNS = """
            message_id, session_id, seq, role, channel, content, status, action,
            client_message_id, in_reply_to_message, finish_reason, created_at""";

    private static final String ADD =
            "insert into message (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String BY_ID = "select " + COLUMNS + " from message where message_id = ? and session_id = ?";

    private static final String ANYWHERE = "select " + COLUMNS + " from message where message_id = ?";

    private static final String BY_CLIENT_ID =
            "select " + COLUMNS + " from message where session_id = ? and client_message_id = ?";

    private static final String OLDEST_FIRST =
            "select " + COLUMNS + " from message where session_id = ? and seq > ? order by seq limit ?";

    private static final String NEWEST_FIRST = """
            select message_id, role, content, created_at from message
            where session_id = ? and message_id not in (
                select message_id from turn where session_id = ? and status = 'queued' and request_id is null)
              and not (role = 'user' and status = 'failed')
            order by seq desc\s""" + Sql.LIMIT;

    private static final String MOVE = """
            update message set status = ? where message_id = ? and session_id = ? and status = ?""";

    private final Sql sql;

    MessageRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Message message) {
        sql.update(
                ADD,
                message.messageId(),
                message.sessionId(),
                message.seq(),
                message.role().wire(),
                message.channel(),
                message.content(),
                message.status().wire(),
                message.action().orElse(null),
                message.clientMessageId().orElse(null),
                message.inReplyTo().orElse(null),
                message.finishReason().orElse(null),
                message.createdAt().toEpochMilli());
    }

    @Override
    public Optional<Message> find(String sessionId, String messageId) {
        return sql.first(BY_ID, MessageRows::message, messageId, sessionId);
    }

    @Override
    public Optional<Message> find(String messageId) {
        return sql.first(ANYWHERE, MessageRows::message, messageId);
    }

    @Override
    public Optional<Message> byClientId(String sessionId, String clientMessageId) {
        return sql.first(BY_CLIENT_ID, MessageRows::message, sessionId, clientMessageId);
    }

    @Override
    public List<Message> history(String sessionId, Page.Request page) {
        long after = page.cursor().map(MessageRows::seq).orElse(0L);
        return sql.list(OLDEST_FIRST, MessageRows::message, sessionId, after, page.limit());
    }

    @Override
    public List<Said> latest(String sessionId, int limit) {
        return sql.list(NEWEST_FIRST, MessageRows::said, sessionId, sessionId, limit)
                .reversed();
    }

    private static Said said(Row row) throws SQLException {
        return new Said(row.text(1), role(row.text(2)), row.text(3), row.time(4));
    }

    private static Message.Role role(String wire) {
        return Message.Role.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean move(String sessionId, String messageId, MessageStatus from, MessageStatus to) {
        return sql.update(MOVE, to.wire(), messageId, sessionId, from.wire()) == 1;
    }

    private static long seq(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw ParleyException.invalid("cursor", "must be one that a list has given");
        }
    }

    private static Message message(Row row) throws SQLException {
        return new Message(
                row.text(1),
                row.text(2),
                row.number(3),
                role(row.text(4)),
                row.text(5),
                row.text(6),
                MessageStatus.valueOf(row.text(7).toUpperCase(Locale.ROOT)),
                row.maybeText(8),
                row.maybeText(9),
                row.maybeText(10),
                row.maybeText(11),
                row.time(12));
    }
}
