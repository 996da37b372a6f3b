package dev.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who asked for the turns of this replica that have not begun. */
@ApplicationScoped
class Askers {

    private final ConcurrentHashMap<String, Asker> waiting = new ConcurrentHashMap<>();

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

    /** Who asked; from now on it is the running answer that knows. */
    Asker of(String turnId) {
        return Optional.ofNullable(waiting.remove(turnId)).orElse(Asker.NOBODY);
    }
}
