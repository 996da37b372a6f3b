package dev.parley.conversation;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.limit.Decision;
import dev.parley.protocol.ServerMessage;

/** A message or call that the limits refuse. */
public final class RateLimited extends ParleyException {

    private static final long serialVersionUID = 1L;

    private final transient Decision.Refused refused;

    public RateLimited(Decision.Refused refused) {
        super(
                ErrorCode.RATE_LIMITED,
                "The limit of " + refused.limit() + " a minute at the level "
                        + refused.level().wire() + " is reached.");
        this.refused = refused;
    }

    public Decision.Refused refused() {
        return refused;
    }

    /** The payload of the frame {@code rate_limit_exceeded}. */
    public ServerMessage.RateLimitExceeded shown() {
        return new ServerMessage.RateLimitExceeded(
                code().wire(),
                refused.level().wire(),
                refused.limit(),
                refused.remaining(),
                refused.retryAfter().toMillis(),
                Views.limits(refused.limits()));
    }
}
