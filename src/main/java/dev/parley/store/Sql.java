package dev.parley.store;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the transaction of the current thread; outside of any, each statement is its own.
 *
 * <p>Parameters are strings, numbers, booleans (kept as 0 and 1), instants are given as milliseconds, and {@code null}.
 */
final class Sql {

    /** Sorts behind every id, whatever collation the server has; a tilde does not. */
    static final String AFTER_ALL_IDS = "g";

    /** For queries on the way of each message: at each new value of a bare limit SQLite would plan the query anew. */
    static final String LIMIT = "limit cast(? as integer)";

    private final Engine engine;

    Sql(Engine engine) {
        this.engine = engine;
    }

    /** Executes a statement that changes rows; answers how many. */
    int update(String statement, @Nullable Object... parameters) {
        return engine.write(() -> with(statement, parameters, PreparedStatement::executeUpdate));
    }

    /** Executes a statement that changes rows and returns some. */
    <T> List<T> change(String statement, Row.Reader<T> reader, @Nullable Object... parameters) {
        return engine.write(() -> rows(statement, reader, parameters));
    }

    /** The one row of a query, or none. */
    <T> Optional<T> first(String query, Row.Reader<T> reader, @Nullable Object... parameters) {
        return list(query, reader, parameters).stream().findFirst();
    }

    /** The one row of a query that has exactly one. */
    <T> T one(String query, Row.Reader<T> reader, @Nullable Object... parameters) {
        return list(query, reader, parameters).getFirst();
    }

    <T> List<T> list(String query, Row.Reader<T> reader, @Nullable Object... parameters) {
        return engine.read(() -> rows(query, reader, parameters));
    }

    /** Executes one statement for many rows. */
    void batch(String statement, List<Object[]> rows) {
        engine.write(() -> with(statement, new Object[0], prepared -> {
            for (var row : rows) {
                bind(prepared, row);
                prepared.addBatch();
            }
            return prepared.executeBatch();
        }));
    }

    private <T> List<T> rows(String query, Row.Reader<T> reader, @Nullable Object[] parameters) {
        return with(query, parameters, prepared -> {
            try (var result = prepared.executeQuery()) {
                var rows = new ArrayList<T>();
                var row = new Row(result);
                while (result.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        });
    }

    private static <T> T with(String statement, @Nullable Object[] parameters, Use<T> use) {
        var link = Engine.current();
        try {
            var prepared = link.prepare(statement);
            try {
                bind(prepared, parameters);
                return use.on(prepared);
            } finally {
                link.release(prepared);
            }
        } catch (SQLException e) {
            throw Engine.failure(e);
        }
    }

    private static void bind(PreparedStatement prepared, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case null -> prepared.setNull(i + 1, Types.NULL); // of whichever type the column is
                case String text
                when text.indexOf('\0') >= 0 ->
                    // SQLite would keep it, PostgreSQL cannot.
                    throw new ParleyException(
                            ErrorCode.INVALID_MESSAGE, "A text must not contain the character U+0000.");
                case String text -> prepared.setString(i + 1, text);
                case Long number -> prepared.setLong(i + 1, number);
                case Integer number -> prepared.setInt(i + 1, number);
                case Boolean flag -> prepared.setInt(i + 1, flag ? 1 : 0);
                case Object other -> throw new IllegalArgumentException("no parameter: " + other.getClass());
            }
        }
    }

    private interface Use<T> {
        T on(PreparedStatement prepared) throws SQLException;
    }
}
