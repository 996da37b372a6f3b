package dev.parley.agent;

import java.util.Optional;

/** Keeps what the agent does in each session. */
public interface AgentStateStore {

    Optional<AgentState> find(String sessionId);

    void save(AgentState state);
}
