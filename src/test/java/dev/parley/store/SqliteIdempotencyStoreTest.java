package dev.parley.store;

class SqliteIdempotencyStoreTest extends IdempotencyStoreContract {

    @Override
    Engine open() {
        return Engines.sqlite();
    }
}
