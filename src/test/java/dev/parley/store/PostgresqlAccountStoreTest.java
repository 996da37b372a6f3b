package dev.parley.store;

class PostgresqlAccountStoreTest extends AccountStoreContract {

    @Override
    Engine open() {
        return Engines.postgresql();
    }
}
