package dev.parley.store;

import org.junit.jupiter.api.Nested;

class SessionStoreTest {

    @Nested
    class OnSqlite extends SessionStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends SessionStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
