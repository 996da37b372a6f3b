package dev.parley.store;

import dev.parley.identity.Caller;
import dev.parley.identity.TicketStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

@Singleton
final class TicketRows implements TicketStore {

    private static final String PUT = """
            insert into ticket (ticket_hash, user_id, roles, family_id, token_until, expires_at) values (?, ?, ?, ?, ?, ?)""";

    private static final String TAKE = """
            delete from ticket where ticket_hash = ? and expires_at > ?
            returning user_id, roles, family_id, token_until""";

    private static final String SWEEP = "delete from ticket where expires_at <= ?";

    private final Sql sql;

    TicketRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(String hash, Caller caller, Instant expiresAt) {
        sql.update(
                PUT,
                hash,
                caller.userId(),
                AccountRows.roles(caller.roles()),
                caller.familyId().orElse(null),
                caller.tokenExpiresAt().toEpochMilli(),
                expiresAt.toEpochMilli());
    }

    @Override
    public Optional<Caller> take(String hash, Instant now) {
        return sql.change(TAKE, TicketRows::caller, hash, now.toEpochMilli()).stream()
                .findFirst();
    }

    private static Caller caller(Row row) throws SQLException {
        return new Caller(row.text(1), AccountRows.roles(row.text(2)), row.maybeText(3), row.time(4));
    }

    @Override
    public int sweep(Instant now) {
        return sql.update(SWEEP, now.toEpochMilli());
    }
}
