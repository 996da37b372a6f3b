package dev.parley.conversation;

import java.util.concurrent.CompletableFuture;

/**
 * A turn on which the agent works before the store has it for sure.
 *
 * @param claimed completed when it is the running one of its session
 */
record Ahead(Turns turns, CompletableFuture<Answer> claimed) {

    /** Returns when it can be stopped. */
    void stoppable() {
        claimed.join();
    }

    /** The store does not have it. */
    void abandon() {
        claimed.thenAccept(turns::abandon);
    }
}
