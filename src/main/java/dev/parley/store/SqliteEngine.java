package dev.parley.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * One file, one writer, several readers.
 *
 * <p>Whoever finds the writer free writes for all who wait, itself among them: it runs each body inside a savepoint of its
 * own, and commits them together. One flush to the disk serves everybody who waited for it, and who comes alone needs no
 * other thread.
 */
final class SqliteEngine extends Engine {

    static final int READERS = 4;
    private static final int BATCH = 128;
    private static final int WAITING = 10_000;
    private static final int PATIENCE_SECONDS = 10;

    private final Link writer;
    private final BlockingQueue<Link> readers = new ArrayBlockingQueue<>(READERS);
    private final BlockingQueue<Work<?>> waiting = new LinkedBlockingQueue<>(WAITING);
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean open = true;

    SqliteEngine(DataSource source) throws SQLException {
        writer = new Link(source.getConnection(), true, true);
        writer.connection().setAutoCommit(false);
        for (int i = 0; i < READERS; i++) {
            readers.add(new Link(source.getConnection(), true, false));
        }
    }

    @Override
    <T> T commit(Supplier<T> body) {
        var work = new Work<>(body);
        if (!open || !waiting.offer(work)) {
            throw failure(new SQLException("The store takes no more work"));
        }
        lead(work.done);
        try {
            return work.done.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /**
     * Writes until the caller's own work is done, if nobody else does. Another one who leads will see the work: it was put
     * into the queue before the lock was found taken, and the queue is looked at after the lock is free again.
     */
    private void lead(CompletableFuture<?> own) {
        while (!waiting.isEmpty() && writing.tryLock()) {
            try {
                serveBatch();
            } finally {
                writing.unlock();
            }
            if (own.isDone() && !waiting.isEmpty()) {
                Thread.startVirtualThread(() -> lead(new CompletableFuture<>()));
                return;
            }
        }
    }

    private void serveBatch() {
        var batch = new ArrayList<Work<?>>();
        waiting.drainTo(batch, BATCH);
        if (!batch.isEmpty()) {
            serve(batch);
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

    private void serve(ArrayList<Work<?>> batch) {
        try {
            if (batch.size() == 1) {
                alone(batch.getFirst());
            } else {
                for (var work : batch) {
                    besideOthers(work);
                }
            }
            writer.connection().commit();
            batch.forEach(Work::complete);
        } catch (SQLException e) {
            batch.forEach(work -> work.done.completeExceptionally(failure(e)));
            undo(e);
        }
    }

    private void alone(Work<?> work) throws SQLException {
        if (!work.run(writer)) {
            writer.connection().rollback();
        }
    }

    private void besideOthers(Work<?> work) throws SQLException {
        writer.execute("savepoint work");
        if (!work.run(writer)) {
            writer.execute("rollback to work");
        }
        writer.execute("release work");
    }

    private void undo(SQLException cause) {
        try {
            writer.connection().rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
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
        var work = new Work<>(SqliteEngine::probed);
        if (!open || !waiting.offer(work)) {
            return false;
        }
        Thread.startVirtualThread(() -> lead(work.done));
        try {
            return work.done.get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends after the work that waits is done. */
    @Override
    public void close() {
        writing.lock();
        try {
            if (!open) {
                return;
            }
            open = false;
            while (!waiting.isEmpty()) {
                serveBatch();
            }
            writer.close();
            for (int i = 0; i < READERS; i++) {
                readers.take().close();
            }
        } catch (SQLException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writing.unlock();
        }
        // What came while the lock was held would find nobody else; it learns that the store is closed.
        lead(new CompletableFuture<>());
    }

    private static final class Work<T> {
        private final Supplier<T> body;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private Supplier<T> outcome = () -> {
            throw new IllegalStateException("not run");
        };

        Work(Supplier<T> body) {
            this.body = body;
        }

        /** Answers whether its changes stand. Errors wait for the commit like results, so that callers see them in order. */
        boolean run(Link link) {
            try {
                T result = inside(link, body);
                outcome = () -> result;
                return true;
            } catch (RuntimeException | Error e) {
                outcome = () -> {
                    throw e;
                };
                return false;
            }
        }

        void complete() {
            try {
                done.complete(outcome.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }
    }
}
