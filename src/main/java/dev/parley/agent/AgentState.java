package dev.parley.agent;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What the agent is doing in a session and what it keeps in mind.
 *
 * @param context a JSON object as text, at most 100,000 bytes
 * @param pending what it waits for: something while {@code waiting_feedback}, nothing while {@code idle}
 */
public record AgentState(
        String sessionId, AgentStatus status, String context, List<Pending> pending, Instant updatedAt) {

    private static final int LARGEST_CONTEXT = 100_000;

    /** @param type {@code request_feedback} or {@code clarify} */
    @RegisterForReflection
    public record Pending(String type, String requestId) {}

    public AgentState {
        if (context.getBytes(StandardCharsets.UTF_8).length > LARGEST_CONTEXT) {
            throw new ParleyException(
                    ErrorCode.PAYLOAD_TOO_LARGE, "The agent's context has more than " + LARGEST_CONTEXT + " bytes.");
        }
        if (status == AgentStatus.WAITING_FEEDBACK && pending.isEmpty()) {
            throw new IllegalArgumentException("waiting for nothing");
        }
        if (status == AgentStatus.IDLE && !pending.isEmpty()) {
            throw new IllegalArgumentException("idle with something pending");
        }
        pending = List.copyOf(pending);
    }

    public static AgentState idle(String sessionId, Instant now) {
        return new AgentState(sessionId, AgentStatus.IDLE, "{}", List.of(), now);
    }

    /** The state in which a turn leaves the agent. */
    public AgentState atRest(Instant now) {
        var rest = pending.isEmpty() ? AgentStatus.IDLE : AgentStatus.WAITING_FEEDBACK;
        return new AgentState(sessionId, rest, context, pending, now);
    }

    /** Whether a turn is at work. */
    public boolean working() {
        return status != AgentStatus.IDLE && status != AgentStatus.WAITING_FEEDBACK;
    }

    public AgentState becoming(AgentStatus next, Instant now) {
        return new AgentState(sessionId, next, context, pending, now);
    }

    /** The same, waiting for other things; an agent at rest is at rest again, one at work goes on working. */
    public AgentState waitingFor(List<Pending> others, Instant now) {
        boolean resting = !working();
        var awake = new AgentState(sessionId, resting ? AgentStatus.RESPONDING : status, context, others, now);
        return resting ? awake.atRest(now) : awake;
    }

    public AgentState remembering(String newContext) {
        return new AgentState(sessionId, status, newContext, pending, updatedAt);
    }
}
