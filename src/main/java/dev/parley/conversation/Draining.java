package dev.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;

/** The server's last minutes: it takes no new sessions, and lets answers that run come to their end. */
@ApplicationScoped
public class Draining {

    private volatile boolean on;

    public boolean on() {
        return on;
    }

    public void begin() {
        on = true;
    }
}
