package dev.parley.store;

class SqliteTokenStoreTest extends TokenStoreContract {

    @Override
    Engine open() {
        return Engines.sqlite();
    }
}
