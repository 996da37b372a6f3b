package dev.parley.store;

class PostgresqlIdempotencyStoreTest extends IdempotencyStoreContract {

    @Override
    Engine open() {
        return Engines.postgresql();
    }
}
