package dev.parley.store;

class PostgresqlTicketStoreTest extends TicketStoreContract {

    @Override
    Engine open() {
        return Engines.postgresql();
    }
}
