package dev.parley.store;

import org.junit.jupiter.api.Nested;

class SpendingStoreTest {

    @Nested
    class OnSqlite extends SpendingStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends SpendingStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
