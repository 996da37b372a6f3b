package dev.parley.store;

import dev.parley.identity.TokenStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

@Singleton
final class TokenRows implements TokenStore {

    private static final String OPEN = "insert into token_family (family_id, user_id, created_at) values (?, ?, ?)";

    private static final String PUT = """
            insert into refresh_token (token_hash, family_id, created_at, expires_at) values (?, ?, ?, ?)""";

    private static final String SPEND = """
            update refresh_token set spent_at = ?, successor_hash = ?, successor_sealed = ?
            where token_hash = ? and spent_at is null and expires_at > ?
                and family_id in (select family_id from token_family where revoked_at is null)
            returning family_id""";

    private static final String FAMILY = "select family_id, user_id from token_family where family_id = ?";

    private static final String FIND = """
            select f.family_id, f.user_id, t.spent_at, t.successor_sealed, f.revoked_at,
                case when s.token_hash is not null and s.spent_at is null then 1 else 0 end
            from refresh_token t
            join token_family f on f.family_id = t.family_id
            left join refresh_token s on s.token_hash = t.successor_hash
            where t.token_hash = ?""";

    private static final String REVOKE = """
            update token_family set revoked_at = ? where family_id = ? and revoked_at is null""";

    private static final String REVOKE_ALL = """
            update token_family set revoked_at = ? where user_id = ? and revoked_at is null
            returning family_id""";

    private static final String REVOKED = "select family_id from token_family where revoked_at >= ?";

    private static final String UNSEAL = """
            update refresh_token set successor_sealed = null where successor_sealed is not null and spent_at < ?""";

    private static final String EXPIRE = "delete from refresh_token where expires_at <= ? returning family_id";

    private static final String CLOSE = """
            delete from token_family
            where family_id = ? and not exists (select 1 from refresh_token t where t.family_id = token_family.family_id)""";

    private final Sql sql;

    TokenRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void open(Family family, Stored first, Instant now) {
        sql.update(OPEN, family.familyId(), family.userId(), now.toEpochMilli());
        put(first, family.familyId(), now);
    }

    private void put(Stored token, String familyId, Instant now) {
        sql.update(
                PUT,
                token.hash(),
                familyId,
                now.toEpochMilli(),
                token.expiresAt().toEpochMilli());
    }

    @Override
    public Optional<Family> spend(String hash, Stored successor, String sealed, Instant now) {
        long at = now.toEpochMilli();
        var spent = sql.change(SPEND, row -> row.text(1), at, successor.hash(), sealed, hash, at);
        for (var familyId : spent) {
            put(successor, familyId, now);
        }
        return spent.stream()
                .findFirst()
                .flatMap(id -> sql.first(FAMILY, row -> new Family(row.text(1), row.text(2)), id));
    }

    @Override
    public Optional<Presented> find(String hash) {
        return sql.first(FIND, TokenRows::presented, hash);
    }

    private static Presented presented(Row row) throws SQLException {
        var family = new Family(row.text(1), row.text(2));
        var retry = row.flag(6) ? row.maybeText(4) : Optional.<String>empty();
        return new Presented(family, row.maybeTime(3), retry, row.maybeTime(5).isPresent());
    }

    @Override
    public boolean revoke(String familyId, Instant now) {
        return sql.update(REVOKE, now.toEpochMilli(), familyId) == 1;
    }

    @Override
    public List<String> revokeAll(String userId, Instant now) {
        return sql.change(REVOKE_ALL, row -> row.text(1), now.toEpochMilli(), userId);
    }

    @Override
    public List<String> revokedSince(Instant since) {
        return sql.list(REVOKED, row -> row.text(1), since.toEpochMilli());
    }

    @Override
    public int sweep(Instant now, Instant unseal) {
        sql.update(UNSEAL, unseal.toEpochMilli());
        var families = sql.change(EXPIRE, row -> row.text(1), now.toEpochMilli());
        new HashSet<>(families).forEach(id -> sql.update(CLOSE, id));
        return families.size();
    }
}
