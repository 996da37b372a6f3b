package dev.parley.core;

import java.util.concurrent.ConcurrentHashMap;

/** How many of something each user has at present, on this replica. */
public final class Tally {

    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    /** Counts one more; answers how many there are now. */
    public int add(String userId) {
        return counts.merge(userId, 1, Integer::sum);
    }

    /** Counts one less; who has none is forgotten. */
    public void remove(String userId) {
        counts.computeIfPresent(userId, (id, count) -> count == 1 ? null : count - 1);
    }

    public int of(String userId) {
        return counts.getOrDefault(userId, 0);
    }
}
