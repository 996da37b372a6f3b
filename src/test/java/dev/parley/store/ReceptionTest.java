package dev.parley.store;

import org.junit.jupiter.api.Nested;

class ReceptionTest {

    @Nested
    class OnSqlite extends ReceptionContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends ReceptionContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
