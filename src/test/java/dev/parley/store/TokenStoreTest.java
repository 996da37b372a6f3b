package dev.parley.store;

import org.junit.jupiter.api.Nested;

class TokenStoreTest {

    @Nested
    class OnSqlite extends TokenStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends TokenStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }
}
