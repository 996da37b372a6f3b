package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class StoreMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double ready() {
        return registry.get("parley.ready").tag("part", "store").gauge().value();
    }

    @Test
    void aStoreThatDoesNotAnswerIsShownOnceItWasAsked(@TempDir Path folder) throws Exception {
        var file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        Flyway.configure().dataSource(file).locations("db/sqlite").load().migrate();
        var engine = new SqliteEngine(file);
        var meters = new StoreMeters(registry, engine);
        meters.ask();
        assertThat(ready()).isEqualTo(1);

        engine.close();
        assertThat(ready()).isEqualTo(1);
        meters.ask();
        assertThat(ready()).isZero();
    }
}
