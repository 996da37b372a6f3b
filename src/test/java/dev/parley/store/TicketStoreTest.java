package dev.parley.store;

import org.junit.jupiter.api.Nested;

class TicketStoreTest {

    @Nested
    class OnSqlite extends TicketStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends TicketStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
