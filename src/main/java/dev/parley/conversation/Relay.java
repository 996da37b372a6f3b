package dev.parley.conversation;

import dev.parley.session.SessionEvent;

/** Tells other replicas what happens in a room of this one, as long as one of them follows. Guarded by the room's lock. */
final class Relay {

    private final Broadcast broadcast;
    private final String sessionId;
    private Runnable unheard = () -> {};
    private volatile boolean others;
    private volatile int joined;

    Relay(Broadcast broadcast, String sessionId) {
        this.broadcast = broadcast;
        this.sessionId = sessionId;
        if (broadcast.on()) {
            joined();
        }
    }

    /** Another replica may follow from now on; what is learned of a time before that says nothing any more. */
    void joined() {
        int now = joined + 1;
        joined = now;
        unheard = () -> {
            if (joined == now) {
                others = false;
            }
        };
        others = true;
    }

    void happened(SessionEvent event) {
        say(new Word.Happened(event));
    }

    void aside(Audience.Aside aside) {
        say(new Word.Aside(aside.type(), aside.text()));
    }

    /** What was shown of an answer since it stood at a place. */
    void grew(LiveAnswer answer, int before) {
        if (others && answer.shown > before) {
            say(new Word.Grew(answer.id, before, answer.text.substring(before, answer.shown)));
        }
    }

    void say(Word word) {
        if (others) {
            broadcast.say(sessionId, word, unheard);
        }
    }
}
