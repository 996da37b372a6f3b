package dev.parley.agent;

import java.util.Optional;

/** An answer that was not streamed. */
public record WholeAnswer(AgentAction action, Optional<Usage> usage) {}
