package dev.parley.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A server shared by replicas: each body is a transaction of its own, on a connection of the pool. */
final class PostgresqlEngine extends Engine {

    private final DataSource source;

    PostgresqlEngine(DataSource source) {
        this.source = source;
    }

    @Override
    String holding(String query) {
        return query + " for update";
    }

    @Override
    Optional<String> lock() {
        return Optional.of("select cast(pg_advisory_xact_lock(hashtextextended(?, 0)) as text)");
    }

    @Override
    String skipsHeld() {
        return "for update skip locked";
    }

    @Override
    <T> T commit(Supplier<T> body) {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = inside(new Link(connection, false, true), body);
                connection.commit();
                return result;
            } catch (RuntimeException | Error e) {
                undo(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    <T> T view(Supplier<T> body) {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                return inside(new Link(connection, false, false), body);
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void undo(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    boolean answers() {
        try (var connection = source.getConnection()) {
            return connection.isValid((int) ANSWERS_WITHIN.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        // The pool belongs to the container.
    }
}
