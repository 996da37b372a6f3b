package dev.parley.store;

import dev.parley.identity.Account;
import dev.parley.identity.AccountStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

@Singleton
final class AccountRows implements AccountStore {

    private static final String CREATE = """
            insert into account (user_id, email, display_name, password_hash, roles, created_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict do nothing""";

    private static final String ACCOUNTS =
            "select user_id, email, display_name, password_hash, roles, created_at, disabled_at from account";

    private static final String BY_EMAIL = ACCOUNTS + " where email = ?";

    private static final String BY_ID = ACCOUNTS + " where user_id = ?";

    private static final String DISABLE =
            "update account set disabled_at = ? where user_id = ? and disabled_at is null";

    private static final String ENABLE = "update account set disabled_at = null where user_id = ?";

    private final Sql sql;
    private final Engine engine;

    AccountRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    @Override
    public boolean create(Account account) {
        return sql.update(
                        CREATE,
                        account.userId(),
                        account.email(),
                        account.displayName(),
                        account.passwordHash(),
                        roles(account.roles()),
                        account.createdAt().toEpochMilli())
                == 1;
    }

    @Override
    public Optional<Account> byEmail(String email) {
        return sql.first(BY_EMAIL, AccountRows::account, email);
    }

    @Override
    public Optional<Account> find(String userId) {
        return sql.first(BY_ID, AccountRows::account, userId);
    }

    @Override
    public Optional<Account> held(String userId) {
        return sql.first(engine.holding(BY_ID), AccountRows::account, userId);
    }

    @Override
    public void disable(String userId, Instant at) {
        sql.update(DISABLE, at.toEpochMilli(), userId);
    }

    @Override
    public void enable(String userId) {
        sql.update(ENABLE, userId);
    }

    private static Account account(Row row) throws SQLException {
        return new Account(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                roles(row.text(5)),
                row.time(6),
                row.maybeTime(7).isPresent());
    }

    static String roles(Set<String> roles) {
        return String.join("\n", roles);
    }

    static Set<String> roles(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split("\n"));
    }
}
