package dev.parley.store;

class SqliteAccountStoreTest extends AccountStoreContract {

    @Override
    Engine open() {
        return Engines.sqlite();
    }
}
