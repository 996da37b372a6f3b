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

    private static final int CHARACTERS_A_TOKEN = 4;

    /** About as many tokens as so many characters are. */
    public static long tokens(long characters) {
        return Math.ceilDiv(characters, CHARACTERS_A_TOKEN);
    }

    /** About as many characters as so many tokens are. */
    static long characters(long tokens) {
        return tokens * CHARACTERS_A_TOKEN;
    }

    /** About how many tokens a model reads for it that has room for so many. */
    public long tokensToRead(int room) {
        long characters = input.length();
        for (Line line : history) {
            characters += line.content().length();
        }
        return Math.min(room, tokens(characters));
    }

    /** One message of the past. A {@code SYSTEM} line reaches the model as a note, never as an instruction. */
    public record Line(Role role, String content) {}

    public enum Role {
        USER,
        ASSISTANT,
        SYSTEM
    }
}
