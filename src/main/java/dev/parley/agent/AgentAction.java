package dev.parley.agent;

import dev.parley.core.ErrorCode;

/** What the agent decided to do. */
public sealed interface AgentAction {

    record Respond(String content) implements AgentAction {}

    record Clarify(String question) implements AgentAction {}

    record Think(String thought) implements AgentAction {}

    record RequestFeedback(Question question) implements AgentAction {}

    /** @param code {@code AGENT_UNAVAILABLE} or {@code AGENT_TIMEOUT} */
    record Fail(ErrorCode code, String message) implements AgentAction {}
}
