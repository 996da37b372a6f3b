package dev.parley.store;

class SqliteTicketStoreTest extends TicketStoreContract {

    @Override
    Engine open() {
        return Engines.sqlite();
    }
}
