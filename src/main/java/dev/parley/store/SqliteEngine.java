package dev.parley.store;

import dev.parley.core.Trace;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** One file, one writer, several readers. */
final class SqliteEngine extends Engine {

    static final int READERS = 4;
    private static final int PATIENCE_SECONDS = 10;

    private final SqliteWriter writer;
    private final BlockingQueue<Link> readers = new ArrayBlockingQueue<>(READERS);
    private volatile boolean open = true;

    SqliteEngine(DataSource source) throws SQLException {
        var connection = source.getConnection();
        connection.setAutoCommit(false);
        writer = new SqliteWriter(new Link(connection, true, true));
        for (int i = 0; i < READERS; i++) {
            readers.add(new Link(source.getConnection(), true, false));
        }
    }

    @Override
    <T> T commit(Supplier<T> body) {
        try {
            return writer.write(Trace.carried(body)).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    @Override
    <T> T view(Supplier<T> body) {
        try {
            var reader = open ? readers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) : null;
            if (reader == null) {
                throw new SQLException("the store has no reader to spare");
            }
            try {
                reader.connection().setAutoCommit(false);
                return inside(reader, body);
            } finally {
                giveBack(reader);
            }
        } catch (SQLException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(new SQLException("interrupted while waiting for the store", e));
        }
    }

    private void giveBack(Link reader) throws SQLException {
        try {
            reader.connection().rollback();
        } finally {
            readers.add(reader);
        }
    }

    private static boolean probed() {
        try {
            // Changes nothing, but needs the file and the right to write to it.
            current().execute("update account set email = email where 1 = 0");
            return true;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Whether the writer gets to a work of its own in time. */
    @Override
    boolean answers() {
        var answer = CompletableFuture.supplyAsync(() -> commit(SqliteEngine::probed), Thread::startVirtualThread);
        try {
            return answer.get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends after the work that waits is done. */
    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            writer.close();
            for (int i = 0; i < READERS; i++) {
                readers.take().close();
            }
        } catch (SQLException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
