package dev.parley.agent;

/** An answer under way. */
public interface AgentCall {

    /**
     * Ends it and closes the call to the model. Returns at once, may be called from any thread, and again without
     * effect. No call of the listener begins afterwards; one already begun on the event loop may still be running.
     */
    void cancel();
}
