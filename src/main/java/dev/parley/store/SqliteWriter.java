package dev.parley.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one writer of a SQLite file.
 *
 * <p>Whoever finds it free writes for all who wait, itself among them: it runs each body inside a savepoint of its own, and
 * commits them together. One flush to the disk serves everybody who waited for it, and who comes alone needs no other thread.
 */
final class SqliteWriter {

    private static final int BATCH = 128;
    private static final int WAITING = 10_000;

    private final Link link;
    private final BlockingQueue<Work<?>> waiting = new LinkedBlockingQueue<>(WAITING);
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean open = true;

    SqliteWriter(Link link) {
        this.link = link;
    }

    /** Runs a body; the future ends when what it changed is on the disk, or it has failed and changed nothing. */
    <T> CompletableFuture<T> write(Supplier<T> body) {
        var work = new Work<>(body);
        if (!open || !waiting.offer(work)) {
            throw Engine.failure(new SQLException("the store takes no more work"));
        }
        lead(work.done);
        return work.done;
    }

    /**
     * Writes until the caller's own work is done, if nobody else does. Another one who leads will see the work: it was put
     * into the queue before the lock was found taken, and the queue is looked at after the lock is free again.
     */
    private void lead(CompletableFuture<?> own) {
        while (!waiting.isEmpty() && writing.tryLock()) {
            try {
                serve();
            } finally {
                writing.unlock();
            }
            if (own.isDone() && !waiting.isEmpty()) {
                Thread.startVirtualThread(() -> lead(new CompletableFuture<>()));
                return;
            }
        }
    }

    private void serve() {
        var batch = new ArrayList<Work<?>>();
        waiting.drainTo(batch, BATCH);
        if (batch.isEmpty()) {
            return;
        }
        try {
            run(batch);
            link.connection().commit();
            batch.forEach(Work::complete);
        } catch (SQLException e) {
            batch.forEach(work -> work.done.completeExceptionally(Engine.failure(e)));
            undo(e);
        }
    }

    private void run(List<Work<?>> batch) throws SQLException {
        if (batch.size() == 1) {
            if (!batch.getFirst().run(link)) {
                link.connection().rollback();
            }
            return;
        }
        for (var work : batch) {
            link.execute("savepoint work");
            if (!work.run(link)) {
                link.execute("rollback to work");
            }
            link.execute("release work");
        }
    }

    private void undo(SQLException cause) {
        try {
            link.connection().rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Ends after the work that waits is done. */
    void close() throws SQLException {
        writing.lock();
        try {
            if (open) {
                open = false;
                while (!waiting.isEmpty()) {
                    serve();
                }
                link.close();
            }
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
                T result = Engine.inside(link, body);
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
