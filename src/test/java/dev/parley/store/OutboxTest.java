package dev.parley.store;

import org.junit.jupiter.api.Nested;

class OutboxTest {

    @Nested
    class OnSqlite extends OutboxContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends OutboxContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }

    @Nested
    class DispatchOnSqlite extends DispatchContract {
        DispatchOnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class DispatchOnPostgresql extends DispatchContract {
        DispatchOnPostgresql() {
            super(Database.postgresql());
        }
    }
}
