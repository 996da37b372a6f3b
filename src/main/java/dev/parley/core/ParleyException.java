package dev.parley.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal that its caller is told: a code, a sentence for people, and what more a program may want to know. */
public class ParleyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> details;
    private final transient Optional<Duration> retryAfter;

    public ParleyException(ErrorCode code, String detail) {
        this(code, detail, List.of(), Map.of(), Optional.empty(), null);
    }

    /** With its cause, for the log alone: clients see the code and the detail. */
    public ParleyException(ErrorCode code, String detail, Throwable cause) {
        this(code, detail, List.of(), Map.of(), Optional.empty(), cause);
    }

    private ParleyException(
            ErrorCode code,
            String detail,
            List<FieldError> errors,
            Map<String, Object> details,
            Optional<Duration> retryAfter,
            @Nullable Throwable cause) {
        // Refusals are ordinary: without a stack trace they cost next to nothing.
        super(detail, cause, false, cause != null);
        this.code = code;
        this.errors = errors;
        this.details = details;
        this.retryAfter = retryAfter;
    }

    /** A request of which one field or more break a rule. */
    public static ParleyException invalid(List<FieldError> errors) {
        var first = errors.getFirst();
        return new ParleyException(
                ErrorCode.INVALID_MESSAGE,
                first.field() + " " + first.message(),
                List.copyOf(errors),
                Map.of(),
                Optional.empty(),
                null);
    }

    public static ParleyException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** The same refusal, with what is wrong with each field. */
    public ParleyException withErrors(List<FieldError> each) {
        return new ParleyException(code, detail(), List.copyOf(each), details, retryAfter, getCause());
    }

    /** The same refusal, with members that a program can read. */
    public ParleyException with(Map<String, Object> more) {
        return new ParleyException(code, detail(), errors, Map.copyOf(more), retryAfter, getCause());
    }

    /** The same refusal, with the time after which another try makes sense. */
    public ParleyException retryAfter(Duration wait) {
        return new ParleyException(code, detail(), errors, details, Optional.of(wait), getCause());
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, Object> details() {
        return details;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
