package dev.parley.agent;

import java.util.Optional;

/**
 * An answer that was not streamed.
 *
 * @param cut whether it was cut at the model's limit, though what there is of it can be used
 */
public record WholeAnswer(AgentAction action, boolean cut, Optional<Usage> usage) {}
