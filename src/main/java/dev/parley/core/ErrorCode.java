package dev.parley.core;

import java.util.Locale;

/** Every error a client can meet: its name on the wire, its HTTP status and its title. Source: the wire contract. */
public enum ErrorCode {
    INVALID_MESSAGE(400, "The request is not valid"),
    UNKNOWN_TYPE(400, "The type of the message is not known"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "You may not do this"),
    RESPONDER_NOT_ALLOWED(403, "You may not answer this question"),
    NOT_FOUND(404, "There is nothing here"),
    SESSION_NOT_FOUND(404, "There is no such session"),
    FEEDBACK_NOT_FOUND(404, "There is no such feedback request"),
    METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be produced"),
    EMAIL_TAKEN(409, "This e-mail address has an account"),
    SESSION_LIMIT_REACHED(409, "Too many sessions are open"),
    SESSION_ENDED(409, "The session has ended"),
    SESSION_PAUSED(409, "The session is paused"),
    INVALID_TRANSITION(409, "The status cannot change this way"),
    BUSY(409, "Too much is waiting already"),
    IDEMPOTENCY_IN_FLIGHT(409, "The first request with this key has not ended"),
    FEEDBACK_ALREADY_RESOLVED(409, "The question has been answered"),
    FEEDBACK_EXPIRED(410, "The question has expired"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "This media type is not supported"),
    IDEMPOTENCY_CONFLICT(422, "The key was used with other content"),
    SCHEMA_MISMATCH(422, "The answer does not fit the question"),
    RATE_LIMITED(429, "Too many requests"),
    BUDGET_SPENT(429, "What may be used today is spent"),
    INTERNAL(500, "Something went wrong here"),
    INTERRUPTED(500, "The answer was interrupted"),
    AGENT_UNAVAILABLE(502, "The model cannot be reached"),
    STORE_UNAVAILABLE(503, "The store cannot be reached"),
    AGENT_TIMEOUT(504, "The model took too long");

    private final int status;
    private final String title;
    private final String wire = name().toLowerCase(Locale.ROOT);

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The name on the wire, such as {@code session_not_found}. */
    public String wire() {
        return wire;
    }

    /** The HTTP status that carries it. */
    public int status() {
        return status;
    }

    /** Whether it is a fault of ours or of what we rely on, so that the same may be taken later. */
    public boolean ours() {
        return status >= 500;
    }

    /** One line for people that does not vary with the occurrence. */
    public String title() {
        return title;
    }

    /** Whether the same request may succeed later without a change. */
    public boolean retryable() {
        return switch (this) {
            case BUSY, IDEMPOTENCY_IN_FLIGHT, RATE_LIMITED, BUDGET_SPENT, AGENT_UNAVAILABLE, AGENT_TIMEOUT -> true;
            case STORE_UNAVAILABLE, INTERRUPTED, INTERNAL -> true;
            case INVALID_MESSAGE, UNKNOWN_TYPE, UNAUTHENTICATED, FORBIDDEN, RESPONDER_NOT_ALLOWED -> false;
            case NOT_FOUND, SESSION_NOT_FOUND, FEEDBACK_NOT_FOUND, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE -> false;
            case EMAIL_TAKEN, SESSION_LIMIT_REACHED, SESSION_ENDED, SESSION_PAUSED, INVALID_TRANSITION -> false;
            case FEEDBACK_ALREADY_RESOLVED, FEEDBACK_EXPIRED, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE -> false;
            case IDEMPOTENCY_CONFLICT, SCHEMA_MISMATCH -> false;
        };
    }
}
