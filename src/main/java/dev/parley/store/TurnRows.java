package dev.parley.store;

import dev.parley.conversation.Turn;
import dev.parley.conversation.TurnStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@Singleton
final class TurnRows implements TurnStore {

    static final String COLUMNS = "turn_id, session_id, message_id, answer_id, request_id, streamed, started";

    private static final String LINE = """
            select coalesce(sum(case status when 'running' then 1 else 0 end), 0),
                   coalesce(sum(case status when 'queued' then 1 else 0 end), 0),
                   coalesce(min(place), 0) - 1000,
                   coalesce(max(case when status = 'queued' and request_id is not null then place end) + 1,
                       min(place) - 1000, -1000),
                   coalesce(max(place), 0) + 1000
            from turn where session_id = ?""";

    private static final String POSITION = """
            select count(*) from turn t join turn own on own.session_id = t.session_id
            where own.session_id = ? and own.message_id = ? and own.status = 'queued'
              and t.status = 'queued' and t.place <= own.place""";

    private static final String ALIVE = "select turn_id from turn";

    private static final String ALL_WAITING = "select count(*) from turn where status = 'queued'";

    private static final String RUNNING = """
            select count(*) from turn t join chat_session s on s.session_id = t.session_id
            where s.user_id = ? and t.status = 'running'""";

    private static final String ADD = "insert into turn (" + COLUMNS + """
            , place, status, owner, lease_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String NEXT = """
            update turn set status = 'running', owner = ?, lease_until = ?
            where turn_id = (select turn_id from turn where session_id = ? and status = 'queued' order by place limit 1)
              and not exists (select 1 from turn r where r.session_id = ? and r.status = 'running')
            returning\s""" + COLUMNS;

    private static final String START =
            "update turn set started = 1 where turn_id = ? and owner = ? and status = 'running'";

    private static final String END = "delete from turn where turn_id = ? and owner = ? and status = 'running'";

    private static final String REMOVE = """
            delete from turn where session_id = ? and message_id = ? and status = 'queued'
            returning\s""" + COLUMNS;

    private static final String CLEAR = """
            delete from turn where session_id = ? and status = 'queued'
            returning\s""" + COLUMNS;

    private static final String STALLED = """
            select distinct t.session_id from turn t join chat_session s on s.session_id = t.session_id
            where t.status = 'queued' and s.status = 'active'
              and not exists (select 1 from turn r where r.session_id = t.session_id and r.status = 'running')
            limit ?""";

    private final Sql sql;
    private final Engine engine;

    TurnRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    @Override
    public Line line(String sessionId) {
        return sql.one(
                LINE,
                row -> new Line(row.number(1) > 0, (int) row.number(2), row.number(3), row.number(4), row.number(5)),
                sessionId);
    }

    @Override
    public int position(String sessionId, String messageId) {
        return sql.one(POSITION, row -> (int) row.number(1), sessionId, messageId);
    }

    @Override
    public List<String> alive() {
        return sql.list(ALIVE, row -> row.text(1));
    }

    @Override
    public long waiting() {
        return sql.one(ALL_WAITING, row -> row.number(1));
    }

    @Override
    public int running(String userId) {
        engine.lock().ifPresent(lock -> sql.first(lock, row -> row.text(1), "turns of " + userId));
        return sql.one(RUNNING, row -> (int) row.number(1), userId);
    }

    @Override
    public void run(Turn turn, Turn.Lease lease) {
        add(turn, 0, "running", lease.owner(), lease.until().toEpochMilli());
    }

    @Override
    public void enqueue(Turn turn, long place, String home) {
        add(turn, place, "queued", home, 0);
    }

    private void add(Turn turn, long place, String status, String owner, long leaseUntil) {
        sql.update(
                ADD,
                turn.turnId(),
                turn.sessionId(),
                turn.messageId(),
                turn.answerId(),
                turn.requestId().orElse(null),
                turn.streamed(),
                turn.started(),
                place,
                status,
                owner,
                leaseUntil);
    }

    @Override
    public Optional<Turn> next(String sessionId, Turn.Lease lease) {
        return sql
                .change(NEXT, TurnRows::turn, lease.owner(), lease.until().toEpochMilli(), sessionId, sessionId)
                .stream()
                .findFirst();
    }

    @Override
    public boolean start(String turnId, String owner) {
        return sql.update(START, turnId, owner) == 1;
    }

    @Override
    public boolean end(String turnId, String owner) {
        return sql.update(END, turnId, owner) == 1;
    }

    @Override
    public Optional<Turn> remove(String sessionId, String messageId) {
        return sql.change(REMOVE, TurnRows::turn, sessionId, messageId).stream().findFirst();
    }

    @Override
    public List<Turn> clear(String sessionId) {
        return sql.change(CLEAR, TurnRows::turn, sessionId);
    }

    @Override
    public List<String> stalled(int limit) {
        return sql.list(STALLED, row -> row.text(1), limit);
    }

    static Turn turn(Row row) throws SQLException {
        return new Turn(row.text(1), row.text(2), row.text(3), row.text(4), row.maybeText(5), row.flag(6), row.flag(7));
    }
}
