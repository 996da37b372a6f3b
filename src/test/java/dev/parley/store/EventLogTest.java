package dev.parley.store;

import org.junit.jupiter.api.Nested;

class EventLogTest {

    @Nested
    class OnSqlite extends EventLogContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends EventLogContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
