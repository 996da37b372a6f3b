package dev.parley.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The present row of a result, read by column number from 1. */
final class Row {

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    String text(int column) throws SQLException {
        return result.getString(column);
    }

    Optional<String> maybeText(int column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    long number(int column) throws SQLException {
        return result.getLong(column);
    }

    boolean flag(int column) throws SQLException {
        return result.getInt(column) != 0;
    }

    Instant time(int column) throws SQLException {
        return Instant.ofEpochMilli(result.getLong(column));
    }

    Optional<Instant> maybeTime(int column) throws SQLException {
        long millis = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    int width() throws SQLException {
        return result.getMetaData().getColumnCount();
    }

    String name(int column) throws SQLException {
        return result.getMetaData().getColumnLabel(column);
    }

    boolean numeric(int column) throws SQLException {
        return result.getObject(column) instanceof Number;
    }

    interface Reader<T> {
        T read(Row row) throws SQLException;
    }
}
