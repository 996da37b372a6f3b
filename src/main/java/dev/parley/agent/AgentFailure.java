package dev.parley.agent;

import dev.parley.core.ErrorCode;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How models tell that they cannot answer. The message is for people: it names what to set, never a secret. */
final class AgentFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(AgentFailure.class);

    private final ErrorCode code;
    private final String detail;

    private AgentFailure(ErrorCode code, String message, String detail, @Nullable Throwable cause) {
        super(message, cause, false, cause != null);
        this.code = code;
        this.detail = detail;
    }

    static AgentFailure unavailable(String message) {
        return new AgentFailure(ErrorCode.AGENT_UNAVAILABLE, message, "", null);
    }

    static AgentFailure unavailable(String message, Throwable cause) {
        return new AgentFailure(ErrorCode.AGENT_UNAVAILABLE, message, "", cause);
    }

    static AgentFailure timeout(String message) {
        return new AgentFailure(ErrorCode.AGENT_TIMEOUT, message, "", null);
    }

    /** The same with what the endpoint says of it, which is for the log alone. */
    AgentFailure because(String said) {
        return new AgentFailure(code, message(), said.isEmpty() ? "" : ": " + said, getCause());
    }

    /**
     * What ended a turn, noted in the log. The cause, and what the endpoint said, may hold what people wrote, so they show
     * only when debugging.
     */
    void log(AgentTurn turn, Throwable thrown) {
        LOG.warnf(
                "turn %s: %s (%s)", turn.turnId(), message(), thrown.getClass().getSimpleName());
        LOG.debugf(thrown, "turn %s%s", turn.turnId(), detail);
    }

    /** The failure inside what a library wrapped; anything else means an answer that could not be used. */
    static AgentFailure of(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof AgentFailure failure) {
                return failure;
            }
        }
        return unavailable("The model's answer cannot be used.", thrown);
    }

    ErrorCode code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
