package dev.parley.store;

import org.junit.jupiter.api.Nested;

class MessageStoreTest {

    @Nested
    class OnSqlite extends MessageStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends MessageStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
