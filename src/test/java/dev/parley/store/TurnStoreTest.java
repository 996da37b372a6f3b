package dev.parley.store;

import org.junit.jupiter.api.Nested;

class TurnStoreTest {

    @Nested
    class OnSqlite extends TurnStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends TurnStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
