package dev.parley.store;

import org.junit.jupiter.api.Nested;

class AccountStoreTest {

    @Nested
    class OnSqlite extends AccountStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends AccountStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
