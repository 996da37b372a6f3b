package dev.parley.core;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The store's unit of work. Calls of the store ports inside a body belong to one transaction; outside of any, each is its own.
 *
 * <p>A body speaks only to the stores: it may run on another thread, together with other callers' bodies in one commit,
 * and is undone alone when it throws. What it throws reaches the caller. When {@code write} returns, the work is durable.
 */
public interface Transactions {

    /** Runs the body and commits. {@link ErrorCode#STORE_UNAVAILABLE} when the store cannot be reached. */
    <T> T write(Supplier<T> body);

    /**
     * Runs the body, tells of its result when nothing but the commit is still to come, and commits.
     *
     * @param meanwhile reads at most, and waits for nothing; what it begins must be undone when {@code write} throws
     */
    default <T> T write(Supplier<T> body, Consumer<T> meanwhile) {
        return write(() -> {
            T result = body.get();
            meanwhile.accept(result);
            return result;
        });
    }

    /** Runs a body that only reads. */
    <T> T read(Supplier<T> body);

    default void write(Runnable body) {
        write(() -> {
            body.run();
            return true;
        });
    }
}
