package dev.parley.store;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What every contract test of a store port has: an engine of its own, empty at the beginning of the class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    Engine engine;
    Sql sql;

    abstract Engine open();

    @BeforeAll
    void openEngine() {
        engine = open();
        sql = new Sql(engine);
    }

    @AfterAll
    void closeEngine() {
        engine.close();
    }
}
