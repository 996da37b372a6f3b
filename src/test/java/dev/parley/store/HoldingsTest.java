package dev.parley.store;

import org.junit.jupiter.api.Nested;

class HoldingsTest {

    @Nested
    class OnSqlite extends HoldingsContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends HoldingsContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
