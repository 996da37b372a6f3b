package dev.parley.store;

import dev.parley.channel.ChannelType;
import dev.parley.channel.Notice;
import dev.parley.channel.Outbox;
import dev.parley.channel.Progress;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
final class OutboxRows implements Outbox {

    private static final String COLUMNS = NoticeRows.COLUMNS;

    private static final String ADD =
            "insert into notice (" + COLUMNS + ", status) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')";

    private static final String DUE =
            "select 1 from notice where status = 'waiting' and channel = ? and due_at <= ? limit 1";

    private static final String TAKE = """
            with due as materialized (
                select notice_id from notice
                where status = 'waiting' and channel = ? and due_at <= ?
                order by due_at limit ? %s)
            update notice set attempt = attempt + 1, due_at = ?
            where notice_id in (select notice_id from due)
            returning\s""" + COLUMNS;

    private static final String NOTE = """
            update notice set status = ?, reference = coalesce(?, reference), reason = ?, due_at = ?, attempt = ?
            where notice_id = ? and attempt = ? and (status = 'waiting' or status = 'withdrawn' and ? = 'sent')""";

    /** Ids are in the order of the steps: while a later one has the question, it keeps its time. */
    private static final String NEXT_DUE = """
            select due_at from notice
            where subject_id = ? and user_id = ? and kind = 'question' and status = 'waiting' and attempt = 0
              and not exists (
                select 1 from notice later
                where later.subject_id = notice.subject_id and later.user_id = notice.user_id
                  and later.kind = 'question' and later.notice_id > ? and later.attempt > 0 and later.status <> 'dead')
            order by due_at limit 1""";

    private static final String MOVE_UP = """
            update notice set due_at = due_at - ?
            where subject_id = ? and user_id = ? and kind = 'question' and status = 'waiting' and attempt = 0""";

    /** In two, so that each finds the index of its status. */
    private static final String PENDING = """
            select channel, status, count(*) from notice where status = 'waiting' group by channel, status
            union all
            select channel, status, count(*) from notice where status = 'dead' group by channel, status""";

    private static final String WITHDRAW =
            "update notice set status = 'withdrawn' where subject_id = ? and status = 'waiting'";

    private final Sql sql;
    private final Engine engine;

    OutboxRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    @Override
    public void add(List<Notice> notices) {
        for (var notice : notices) {
            sql.update(
                    ADD,
                    notice.noticeId(),
                    notice.kind().wire(),
                    notice.userId(),
                    notice.about().map(Notice.Subject::sessionId).orElse(null),
                    notice.about().map(Notice.Subject::id).orElse(null),
                    notice.channel().wire(),
                    notice.address(),
                    notice.retryLimit(),
                    notice.attempt(),
                    notice.dueAt().toEpochMilli(),
                    notice.reference().orElse(null),
                    notice.createdAt().toEpochMilli(),
                    notice.about().flatMap(Notice.Subject::trace).orElse(null));
        }
    }

    @Override
    public boolean due(ChannelType channel, Instant now) {
        return sql.first(DUE, row -> row.flag(1), channel.wire(), now.toEpochMilli())
                .isPresent();
    }

    @Override
    public List<Notice> take(ChannelType channel, Instant now, Duration lease, int batch) {
        return sql.change(
                TAKE.formatted(engine.skipsHeld()),
                NoticeRows::notice,
                channel.wire(),
                now.toEpochMilli(),
                batch,
                now.plus(lease).toEpochMilli());
    }

    private record Noted(
            String status, Optional<String> reference, Optional<String> reason, Instant due, int attempt) {}

    @Override
    public boolean note(Notice notice, Progress progress) {
        var none = Optional.<String>empty();
        var noted =
                switch (progress) {
                    case Progress.Sent(var reference) ->
                        new Noted("sent", Optional.of(reference), none, notice.dueAt(), notice.attempt());
                    case Progress.Retrying(var reason, var due) ->
                        new Noted("waiting", none, Optional.of(reason), due, notice.attempt());
                    case Progress.Postponed(var due) -> new Noted("waiting", none, none, due, notice.attempt() - 1);
                    case Progress.Dead(var reason) ->
                        new Noted("dead", none, Optional.of(reason), notice.dueAt(), notice.attempt());
                    case Progress.Withdrawn() -> new Noted("withdrawn", none, none, notice.dueAt(), notice.attempt());
                };
        return sql.update(
                        NOTE,
                        noted.status(),
                        noted.reference().orElse(null),
                        noted.reason().orElse(null),
                        noted.due().toEpochMilli(),
                        noted.attempt(),
                        notice.noticeId(),
                        notice.attempt(),
                        noted.status())
                == 1;
    }

    @Override
    public void moveUp(Notice failed, Instant now) {
        failed.about().ifPresent(about -> {
            var request = about.id();
            sql.first(NEXT_DUE, row -> row.number(1) - now.toEpochMilli(), request, failed.userId(), failed.noticeId())
                    .filter(wait -> wait > 0)
                    .ifPresent(wait -> sql.update(MOVE_UP, wait, request, failed.userId()));
        });
    }

    @Override
    public List<Pending> pending() {
        return sql.list(
                PENDING,
                row -> new Pending(
                        ChannelType.of(row.text(1)).orElseThrow(), row.text(2).equals("dead"), row.number(3)));
    }

    @Override
    public int withdraw(String requestId) {
        return sql.update(WITHDRAW, requestId);
    }
}
