package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class EngineHealthTest {

    @TempDir
    Path folder;

    private final SQLiteDataSource file = new SQLiteDataSource();

    @BeforeEach
    void migrate() {
        file.setUrl("jdbc:sqlite:" + folder.resolve("test.db") + "?journal_mode=WAL&busy_timeout=100");
        Flyway.configure().dataSource(file).locations("db/sqlite").load().migrate();
    }

    @Test
    void aStoreThatWritesAnswers() throws Exception {
        try (var engine = new SqliteEngine(file)) {
            assertThat(engine.answers()).isTrue();
        }
    }

    @Test
    void aClosedStoreDoesNotAnswer() throws Exception {
        var engine = new SqliteEngine(file);
        engine.close();
        assertThat(engine.answers()).isFalse();
    }

    @Test
    void aStoreWhoseFileSomebodyElseHoldsDoesNotAnswerUntilItIsFree() throws Exception {
        try (var engine = new SqliteEngine(file);
                var other = file.getConnection()) {
            other.createStatement().execute("begin immediate");
            assertThat(engine.answers()).isFalse();
            other.createStatement().execute("rollback");
            assertThat(engine.answers()).isTrue();
        }
    }

    @Test
    void aStoreWhoseWriterIsStuckDoesNotAnswer() throws Exception {
        try (var engine = new SqliteEngine(file)) {
            var freed = new CountDownLatch(1);
            var begun = new CountDownLatch(1);
            var stuck = Thread.ofVirtual().start(() -> engine.write(() -> await(begun, freed)));
            begun.await();
            assertThat(engine.answers()).isFalse();
            freed.countDown();
            stuck.join();
            assertThat(engine.answers()).isTrue();
        }
    }

    private static boolean await(CountDownLatch begun, CountDownLatch freed) {
        begun.countDown();
        try {
            freed.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
