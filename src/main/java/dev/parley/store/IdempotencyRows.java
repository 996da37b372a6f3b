package dev.parley.store;

import dev.parley.core.IdempotencyStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

@Singleton
final class IdempotencyRows implements IdempotencyStore {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration WORKED_ON = Duration.ofMinutes(1);

    private static final String CLAIM = """
            insert into idempotency_key (scope, name, body_hash, created_at) values (?, ?, ?, ?)
            on conflict (scope, name) do update
            set body_hash = excluded.body_hash, created_at = excluded.created_at, status = null, media_type = null, body = null
            where idempotency_key.created_at <= ?
                or (idempotency_key.status is null and idempotency_key.created_at <= ?)""";

    private static final String FIND = """
            select body_hash, status, media_type, body from idempotency_key where scope = ? and name = ?""";

    private static final String COMPLETE = """
            update idempotency_key set status = ?, media_type = ?, body = ? where scope = ? and name = ?""";

    private static final String RELEASE = "delete from idempotency_key where scope = ? and name = ?";

    private static final String SWEEP = "delete from idempotency_key where created_at <= ?";

    private final Sql sql;

    IdempotencyRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Claim claim(Key key, String bodyHash, Instant now) {
        long at = now.toEpochMilli();
        long forgotten = now.minus(KEPT).toEpochMilli();
        long abandoned = now.minus(WORKED_ON).toEpochMilli();
        if (sql.update(CLAIM, key.scope(), key.name(), bodyHash, at, forgotten, abandoned) == 1) {
            return new Claim.Mine();
        }
        // None is found when the first request was refused a moment ago: to try again is right then, too.
        return sql.first(FIND, row -> known(row, bodyHash), key.scope(), key.name())
                .orElseGet(Claim.InFlight::new);
    }

    private static Claim known(Row row, String bodyHash) throws SQLException {
        if (!row.text(1).equals(bodyHash)) {
            return new Claim.OtherBody();
        }
        long status = row.number(2);
        return status == 0
                ? new Claim.InFlight()
                : new Claim.Answered(new Answer((int) status, row.text(3), row.text(4)));
    }

    @Override
    public void complete(Key key, Answer answer) {
        sql.update(COMPLETE, answer.status(), answer.mediaType(), answer.body(), key.scope(), key.name());
    }

    @Override
    public void release(Key key) {
        sql.update(RELEASE, key.scope(), key.name());
    }

    @Override
    public int sweep(Instant now) {
        return sql.update(SWEEP, now.minus(KEPT).toEpochMilli());
    }
}
