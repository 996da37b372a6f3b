package dev.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Who asked for the turns of this replica that have not begun. */
@ApplicationScoped
class Askers {

    private final ConcurrentHashMap<String, Asker> waiting = new ConcurrentHashMap<>();
    private Set<String> missed = Set.of();

    /** Remembers who asked for a turn, before anybody can see it: it may run at once. */
    void expect(String turnId, Asker asker) {
        waiting.put(turnId, asker);
    }

    /** The turn did not come to be. */
    void forget(String turnId) {
        waiting.remove(turnId);
    }

    /** Lets go of whoever waits for a turn that was taken out of the line. */
    void removed(String turnId) {
        of(turnId).over().run();
    }

    /**
     * Lets go of whoever waits for a turn that came to its end elsewhere, where no word of it arrived.
     *
     * @param alive reads which turns run or wait; a turn that is just being stored may be missing there, but not twice
     */
    void mend(Supplier<List<String>> alive) {
        var missing = new HashSet<>(waiting.keySet());
        if (!missing.isEmpty()) {
            alive.get().forEach(missing::remove);
        }
        missing.stream().filter(missed::contains).forEach(this::removed);
        missed = missing;
    }

    /** Who asked; from now on it is the running answer that knows. */
    Asker of(String turnId) {
        return Optional.ofNullable(waiting.remove(turnId)).orElse(Asker.NOBODY);
    }
}
