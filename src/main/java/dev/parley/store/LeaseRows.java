package dev.parley.store;

import dev.parley.conversation.LeaseStore;
import dev.parley.conversation.Turn;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
final class LeaseRows implements LeaseStore {

    private static final String ELSEWHERE =
            "select " + TurnRows.COLUMNS + " from turn where session_id = ? and status = 'running' and owner <> ?";

    /** While a turn waits, its owner is where it came in. */
    private static final String HOME =
            "select owner from turn where session_id = ? and status = 'queued' order by place limit 1";

    private static final String ASK_TO_STOP =
            "update turn set stop = ? where turn_id = ? and status = 'running' and stop is null";

    private static final String STOPS = "select " + TurnRows.COLUMNS
            + ", stop from turn where owner = ? and status = 'running' and stop is not null";

    private static final String RENEW =
            "update turn set lease_until = ? where turn_id = ? and owner = ? and status = 'running'";

    private static final String ABANDONED = "select " + TurnRows.COLUMNS
            + " from turn where status = 'running' and lease_until <= ? order by lease_until limit ?";

    private static final String END_ABANDONED =
            "delete from turn where turn_id = ? and status = 'running' and lease_until <= ? returning "
                    + TurnRows.COLUMNS;

    private final Sql sql;

    LeaseRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Turn> elsewhere(String sessionId, String owner) {
        return sql.first(ELSEWHERE, TurnRows::turn, sessionId, owner);
    }

    @Override
    public Optional<String> home(String sessionId) {
        return sql.first(HOME, row -> row.maybeText(1), sessionId).flatMap(known -> known);
    }

    @Override
    public void askToStop(String turnId, String finish) {
        sql.update(ASK_TO_STOP, finish, turnId);
    }

    @Override
    public List<Stop> stops(String owner) {
        return sql.list(STOPS, row -> new Stop(TurnRows.turn(row), row.text(8)), owner);
    }

    @Override
    public void renew(List<String> turnIds, Turn.Lease lease) {
        long until = lease.until().toEpochMilli();
        sql.batch(
                RENEW,
                turnIds.stream()
                        .map(id -> new Object[] {until, id, lease.owner()})
                        .toList());
    }

    @Override
    public List<Turn> abandoned(Instant leaseBefore, int limit) {
        return sql.list(ABANDONED, TurnRows::turn, leaseBefore.toEpochMilli(), limit);
    }

    @Override
    public Optional<Turn> endAbandoned(String turnId, Instant leaseBefore) {
        return sql.change(END_ABANDONED, TurnRows::turn, turnId, leaseBefore.toEpochMilli()).stream()
                .findFirst();
    }
}
