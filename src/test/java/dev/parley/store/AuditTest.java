package dev.parley.store;

import org.junit.jupiter.api.Nested;

class AuditTest {

    @Nested
    class OnSqlite extends AuditContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends AuditContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
