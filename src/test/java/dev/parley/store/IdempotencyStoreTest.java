package dev.parley.store;

import org.junit.jupiter.api.Nested;

class IdempotencyStoreTest {

    @Nested
    class OnSqlite extends IdempotencyStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends IdempotencyStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
