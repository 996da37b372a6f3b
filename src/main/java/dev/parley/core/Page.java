package dev.parley.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextCursor where the next page begins; empty on the last one
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    /** What a client asked for: at most {@code limit} items (1 to 200) after the cursor. */
    public record Request(int limit, Optional<String> cursor) {}

    /** Reads one item more than was asked for, so that the end of the list is known without counting. */
    public static <T> Page<T> read(Request asked, Function<Request, List<T>> list, Function<T, String> cursor) {
        var found = list.apply(new Request(asked.limit() + 1, asked.cursor()));
        if (found.size() <= asked.limit()) {
            return new Page<>(found, Optional.empty());
        }
        var items = found.subList(0, asked.limit());
        return new Page<>(items, Optional.of(cursor.apply(items.getLast())));
    }
}
