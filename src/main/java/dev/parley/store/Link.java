package dev.parley.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection and, where it is kept for long, the statements prepared on it. */
final class Link implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final boolean kept;
    private final boolean writes;

    /**
     * @param kept whether the connection stays ours; then each statement is prepared only once
     * @param writes whether what is written on it will be committed
     */
    Link(Connection connection, boolean kept, boolean writes) {
        this.connection = connection;
        this.kept = kept;
        this.writes = writes;
    }

    boolean writes() {
        return writes;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String statement) throws SQLException {
        if (!kept) {
            return connection.prepareStatement(statement);
        }
        var known = prepared.get(statement);
        if (known == null) {
            known = connection.prepareStatement(statement);
            prepared.put(statement, known);
        }
        return known;
    }

    void release(PreparedStatement statement) throws SQLException {
        if (!kept) {
            statement.close();
        }
    }

    void execute(String statement) throws SQLException {
        var prepared = prepare(statement);
        prepared.execute();
        release(prepared);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
