package dev.parley.conversation;

/**
 * How replicas tell each other of the sessions that they have in common. Nothing here blocks or throws, and nothing is
 * promised to arrive: events that did not are read from the store.
 */
public interface Broadcast {

    /** One replica, which has nobody to talk to. */
    Broadcast NOBODY = new Broadcast() {
        @Override
        public boolean on() {
            return false;
        }

        @Override
        public void join(String sessionId) {}

        @Override
        public void leave(String sessionId) {}

        @Override
        public void say(String sessionId, Word word, Runnable unheard) {
            unheard.run();
        }
    };

    /** Whether there may be other replicas. */
    boolean on();

    /** From now on {@link Hearsay} hears what others say of the session; tells them that it does. */
    void join(String sessionId);

    /** The opposite of {@link #join}. */
    void leave(String sessionId);

    /**
     * Says something of a session. Words of one session arrive in the order in which they were said.
     *
     * @param unheard called later, if it turns out that no other replica listens
     */
    void say(String sessionId, Word word, Runnable unheard);

    default void say(String sessionId, Word word) {
        say(sessionId, word, () -> {});
    }
}
