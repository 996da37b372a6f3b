package dev.parley.store;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is common to both engines: a transaction belongs to the thread that runs its body. */
abstract class Engine implements Transactions, AutoCloseable {

    static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    /**
     * SQL standard: connection exceptions, transactions undone for another's sake; PostgreSQL: resources, a lock that was
     * waited for too long, operator's intervention, system error.
     */
    private static final Set<String> UNAVAILABLE = Set.of("08", "40", "53", "55P03", "57", "58");

    private static final ThreadLocal<@Nullable Link> CURRENT = new ThreadLocal<>();

    /** The link of the transaction that this thread is in. */
    static Link current() {
        var link = CURRENT.get();
        if (link == null) {
            throw new IllegalStateException("no transaction on this thread");
        }
        return link;
    }

    @Override
    public final <T> T write(Supplier<T> body) {
        var link = CURRENT.get();
        if (link == null) {
            return commit(body);
        }
        if (!link.writes()) {
            throw new IllegalStateException("a body that only reads must not write");
        }
        return body.get();
    }

    @Override
    public final <T> T read(Supplier<T> body) {
        return CURRENT.get() != null ? body.get() : view(body);
    }

    /** The query, made to hold the rows it finds; SQLite's one writer holds everything anyway. */
    String holding(String query) {
        return query;
    }

    /** A query that holds whatever a name stands for until the transaction ends, where one writer alone does not do so. */
    Optional<String> lock() {
        return Optional.empty();
    }

    /** The end of a query that passes over rows which another transaction holds. */
    String skipsHeld() {
        return "";
    }

    abstract <T> T commit(Supplier<T> body);

    abstract <T> T view(Supplier<T> body);

    /** Whether it answers now, within {@link #ANSWERS_WITHIN}; asked by the readiness probe. */
    abstract boolean answers();

    @Override
    public abstract void close();

    /** Runs a body with the link as its transaction. */
    static <T> T inside(Link link, Supplier<T> body) {
        CURRENT.set(link);
        try {
            return body.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** A lost or overloaded engine is for the caller to wait for; any other failure is a fault of ours. */
    static RuntimeException failure(SQLException e) {
        return unavailable(e)
                ? new ParleyException(ErrorCode.STORE_UNAVAILABLE, "The store cannot be reached; try again soon.", e)
                        .retryAfter(Duration.ofSeconds(1))
                : new IllegalStateException(e);
    }

    private static boolean unavailable(SQLException e) {
        var state = e.getSQLState();
        if (state != null) {
            return UNAVAILABLE.stream().anyMatch(state::startsWith);
        }
        // Neither SQLite nor the connection pool name a state; SQLite's constraint violations are code 19.
        return (e.getErrorCode() & 0xff) != 19 && (e.getErrorCode() & 0xff) != 1;
    }
}
