package dev.parley.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens each engine on an empty database with the present schema. */
final class Engines {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Engines() {}

    static Engine sqlite() {
        try {
            var file = Files.createTempDirectory("parley").resolve("parley.db");
            var settings = new Properties();
            settings.putAll(Map.of(
                    "journal_mode", "WAL", "synchronous", "FULL", "busy_timeout", "5000", "foreign_keys", "true"));
            var source = new SQLiteDataSource(new SQLiteConfig(settings));
            source.setUrl("jdbc:sqlite:" + file);
            return new SqliteEngine(migrated(source, "db/sqlite"));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Engine postgresql() {
        var name = "parley_" + DATABASES.incrementAndGet();
        try (var connection = Server.ONE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PostgresqlEngine(migrated(Server.ONE.getDatabase("postgres", name), "db/postgresql"));
    }

    private static DataSource migrated(DataSource source, String scripts) {
        Flyway.configure().dataSource(source).locations(scripts).load().migrate();
        return source;
    }

    /** One server for all test classes, started when the first asks; it ends with the JVM. */
    private static final class Server {
        private static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
