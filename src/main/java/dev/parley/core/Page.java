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

    /** Cuts a list that was read one item longer than asked, so that its end is known without counting. */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> cursor) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, Optional.empty());
        }
        var items = oneMore.subList(0, limit);
        return new Page<>(items, Optional.of(cursor.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), nextCursor);
    }
}
