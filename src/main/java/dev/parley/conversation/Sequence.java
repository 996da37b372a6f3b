package dev.parley.conversation;

import dev.parley.session.SessionEvent;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Brings the events of a session into the order of their numbers, each once, however they come. Guarded by the room's lock. */
final class Sequence {

    private final TreeMap<Long, Told> early = new TreeMap<>();
    private final TreeMap<Long, CompletableFuture<Void>> awaited = new TreeMap<>();
    private long last = -1;
    private long stuck = -1;

    /**
     * An event, and what goes with it.
     *
     * @param ours whether it happened on this replica, so that others hear of it from here
     * @param then what no log holds, told right after it
     */
    record Told(SessionEvent event, boolean ours, Asker asker, Audience.@Nullable Aside then) {}

    /** Events that have not come though a later one has: those after one number, up to another. */
    record Gap(long after, long to) {}

    /** The newest event that was told; less than 0 while it is not known, and events wait. */
    long last() {
        return last;
    }

    /** Where the log stands; what is known already is better. */
    void stands(long seq) {
        if (last < 0) {
            last = seq;
            settle();
        }
    }

    /** One that happened here; it comes from nowhere else with its asker. */
    void happened(Told told) {
        early.put(told.event().seq(), told);
    }

    /** One that happened elsewhere, or was read from the log. */
    void heard(Told told) {
        early.putIfAbsent(told.event().seq(), told);
    }

    /** The next to be told, if it has come; {@link #settle} when that is done. */
    Optional<Told> next() {
        while (last >= 0 && !early.isEmpty() && early.firstKey() <= last + 1) {
            var told = early.pollFirstEntry().getValue();
            if (told.event().seq() > last) {
                last = told.event().seq();
                return Optional.of(told);
            }
        }
        return Optional.empty();
    }

    /** Lets go on who waits for what has been told. */
    void settle() {
        while (!awaited.isEmpty() && awaited.firstKey() <= last) {
            awaited.pollFirstEntry().getValue().complete(null);
        }
    }

    /** Completed when the event is told, or one after it. */
    CompletableFuture<Void> told(long seq) {
        return seq <= last
                ? CompletableFuture.completedFuture(null)
                : awaited.computeIfAbsent(seq, first -> new CompletableFuture<>());
    }

    Optional<Gap> gap() {
        return last < 0 || early.isEmpty() ? Optional.empty() : Optional.of(new Gap(last, early.firstKey() - 1));
    }

    /**
     * What the log holds and nobody has told here, though there was time to since the last look: whoever brings it about
     * on this replica tells it a moment after it is in the log.
     */
    Optional<Gap> behind(long inLog) {
        boolean again = last == stuck;
        stuck = last >= 0 && last < inLog ? last : -1;
        return stuck >= 0 && again ? Optional.of(new Gap(last, inLog)) : Optional.empty();
    }
}
