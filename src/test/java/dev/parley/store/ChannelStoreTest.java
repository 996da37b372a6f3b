package dev.parley.store;

import org.junit.jupiter.api.Nested;

class ChannelStoreTest {

    @Nested
    class OnSqlite extends ChannelStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends ChannelStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
