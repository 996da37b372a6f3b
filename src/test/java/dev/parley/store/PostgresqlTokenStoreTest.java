package dev.parley.store;

class PostgresqlTokenStoreTest extends TokenStoreContract {

    @Override
    Engine open() {
        return Engines.postgresql();
    }
}
