package dev.parley.agent;

import io.vertx.core.Context;
import java.util.List;
import java.util.Optional;

/**
 * What the agent is given for one turn.
 *
 * @param history the conversation before the input, oldest first; what does not fit the model's budget is left out
 * @param input what a person wrote, or {@link PersonsAnswer#text(String)}
 * @param loop the event loop on which the answer should arrive, so that no thread needs to change
 */
public record AgentTurn(String turnId, String sessionId, List<Line> history, String input, Optional<Context> loop) {

    /** One message of the past. A {@code SYSTEM} line reaches the model as a note, never as an instruction. */
    public record Line(Role role, String content) {}

    public enum Role {
        USER,
        ASSISTANT,
        SYSTEM
    }
}
