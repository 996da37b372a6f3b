package dev.parley.agent;

import java.util.Locale;

/** What the agent is doing in a session. */
public enum AgentStatus {
    IDLE,
    THINKING,
    RESPONDING,
    WAITING_FEEDBACK,
    ERROR;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
