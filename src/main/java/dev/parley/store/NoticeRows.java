package dev.parley.store;

import dev.parley.channel.ChannelType;
import dev.parley.channel.Notice;
import dev.parley.channel.Notices;
import dev.parley.core.Page;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

@Singleton
final class NoticeRows implements Notices {

    static final String COLUMNS = """
            notice_id, kind, user_id, session_id, subject_id, channel, address, retry_limit, attempt, due_at,
            reference, created_at, trace""";

    private static final String LINK = "insert into notice_link (notice_id, token_hash, created_at) values (?, ?, ?)";

    private static final String LINKED = "select " + COLUMNS
            + " from notice where notice_id = (select notice_id from notice_link where token_hash = ?)";

    private static final String BY_ID = "select " + COLUMNS + " from notice where notice_id = ?";

    private static final String SENT = "select " + COLUMNS
            + " from notice where subject_id = ? and kind in ('question', 'reminder') and status = 'sent' order by notice_id";

    private static final String OPENED = "update notice set opened_at = ? where notice_id = ? and opened_at is null";

    private static final String CONFIRMATIONS_SINCE =
            "select count(*) from notice where user_id = ? and created_at > ? and kind = 'confirmation'";

    private static final String CONFIRMATIONS_TO =
            "select count(*) from notice where address = ? and created_at > ? and kind = 'confirmation'";

    private static final String LATEST = "select " + COLUMNS + """
             from notice
            where session_id = ? and user_id = ? and channel = ? and reference is not null and kind <> 'closing'
            order by coalesce(heard_at, created_at) desc, notice_id desc limit 1""";

    private static final String HEARD = "update notice set heard_at = ? where notice_id = ?";

    private static final String LATEST_AT = "select " + COLUMNS + """
             from notice
            where address = ? and channel = ? and session_id is not null
            and reference is not null and (reference = ? or cast(? as text) is null)
            order by notice_id desc limit 1""";

    private static final String DEAD = "select " + COLUMNS + """
            , reason from notice
            where status = 'dead' and notice_id < ?
            order by notice_id desc limit ?""";

    private static final String REVIVE = """
            update notice set status = 'waiting', attempt = 0, due_at = ? where notice_id = ? and status = 'dead'""";

    private final Sql sql;

    NoticeRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void link(String tokenHash, String noticeId, Instant now) {
        sql.update(LINK, noticeId, tokenHash, now.toEpochMilli());
    }

    @Override
    public Optional<Notice> linked(String tokenHash) {
        return sql.first(LINKED, NoticeRows::notice, tokenHash);
    }

    @Override
    public Optional<Notice> find(String noticeId) {
        return sql.first(BY_ID, NoticeRows::notice, noticeId);
    }

    @Override
    public List<Notice> sent(String requestId) {
        return sql.list(SENT, NoticeRows::notice, requestId);
    }

    @Override
    public boolean opened(String noticeId, Instant now) {
        return sql.update(OPENED, now.toEpochMilli(), noticeId) == 1;
    }

    @Override
    public void heard(String noticeId, Instant now) {
        sql.update(HEARD, now.toEpochMilli(), noticeId);
    }

    @Override
    public int confirmationsSince(String userId, Instant since) {
        return sql.one(CONFIRMATIONS_SINCE, row -> (int) row.number(1), userId, since.toEpochMilli());
    }

    @Override
    public int confirmationsTo(String address, Instant since) {
        return sql.one(CONFIRMATIONS_TO, row -> (int) row.number(1), address, since.toEpochMilli());
    }

    @Override
    public Optional<Notice> latest(String sessionId, String userId, ChannelType channel) {
        return sql.first(LATEST, NoticeRows::notice, sessionId, userId, channel.wire());
    }

    @Override
    public Optional<Notice> latestAt(ChannelType channel, String address, Optional<String> thread) {
        var root = thread.orElse(null);
        return sql.first(LATEST_AT, NoticeRows::notice, address, channel.wire(), root, root);
    }

    @Override
    public List<Dead> dead(Page.Request page) {
        var before = page.cursor().orElse(Sql.AFTER_ALL_IDS);
        return sql.list(DEAD, row -> new Dead(notice(row), row.text(14)), before, page.limit());
    }

    @Override
    public boolean revive(String noticeId, Instant now) {
        return sql.update(REVIVE, now.toEpochMilli(), noticeId) == 1;
    }

    static Notice notice(Row row) throws SQLException {
        var request = row.maybeText(5);
        var session = row.maybeText(4);
        var trace = row.maybeText(13);
        return new Notice(
                row.text(1),
                Notice.Kind.valueOf(row.text(2).toUpperCase(Locale.ROOT)),
                row.text(3),
                session.flatMap(id -> request.map(about -> new Notice.Subject(id, about, trace))),
                ChannelType.valueOf(row.text(6).toUpperCase(Locale.ROOT)),
                row.text(7),
                (int) row.number(8),
                (int) row.number(9),
                row.time(10),
                row.maybeText(11),
                row.time(12));
    }
}
