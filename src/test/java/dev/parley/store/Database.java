package dev.parley.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** A database for one test class, with the present schema, that can be emptied and opened again. */
abstract class Database implements AutoCloseable {

    /** All but the schema's own history. */
    static final List<String> TABLES = List.of(
            "account",
            "refresh_token",
            "token_family",
            "ticket",
            "idempotency_key",
            "chat_session",
            "session_event",
            "message",
            "turn",
            "agent_state",
            "feedback_request",
            "feedback_response",
            "channel",
            "notice",
            "notice_link",
            "audit_link",
            "feedback_responder",
            "spending");

    private final AgroalDataSource source;
    private Engine engine;

    private Database(String url, String schema) throws SQLException {
        source = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(20)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl(url).principal(new NamePrincipal("postgres")))));
        Flyway.configure().dataSource(source).locations(schema).load().migrate();
        engine = open(source);
    }

    abstract Engine open(AgroalDataSource source) throws SQLException;

    static Database sqlite() {
        try {
            var folder = Files.createTempDirectory("parley-store");
            return new Sqlite(folder);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    static Database postgresql() {
        try {
            return new Postgresql(Server.database());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Engine engine() {
        return engine;
    }

    Sql sql() {
        return new Sql(engine);
    }

    /** Closes the engine and opens it again on the same data. */
    void reopen() throws SQLException {
        engine.close();
        engine = open(source);
    }

    void empty() {
        var sql = sql();
        engine.write(() -> TABLES.forEach(table -> sql.update("delete from " + table)));
    }

    @Override
    public void close() {
        engine.close();
        source.close();
    }

    private static final class Sqlite extends Database {
        private final Path folder;

        Sqlite(Path folder) throws SQLException {
            super(
                    "jdbc:sqlite:" + folder.resolve("parley.db")
                            + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=true"
                            + "&temp_store=MEMORY",
                    "db/sqlite");
            this.folder = folder;
        }

        @Override
        Engine open(AgroalDataSource source) throws SQLException {
            return new SqliteEngine(source);
        }

        @Override
        public void close() {
            super.close();
            try (Stream<Path> files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(folder);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class Postgresql extends Database {
        Postgresql(String url) throws SQLException {
            super(url, "db/postgresql");
        }

        @Override
        Engine open(AgroalDataSource source) {
            return new PostgresqlEngine(source);
        }
    }

    /** One server for all test classes of this JVM; it stops with it. */
    private static final class Server {
        private static final EmbeddedPostgres SERVER = start();
        private static final AtomicInteger NEXT = new AtomicInteger();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** Sorts as people do, not by bytes, as many servers' databases do. */
        static String database() throws SQLException {
            var name = "parley" + NEXT.incrementAndGet();
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "create database " + name + " template template0 locale_provider icu icu_locale 'en'");
            }
            return SERVER.getJdbcUrl("postgres", name);
        }
    }
}
