package dev.parley.rest;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.core.ErrorCode;
import dev.parley.core.FieldError;
import dev.parley.core.ParleyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of every refusal (RFC 9457).
 *
 * @param code the name that the wire contract lists; {@code type} is the same as a URN
 * @param more members of this occurrence that a program can read, such as {@code retry_after_ms}
 */
@RegisterForReflection
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonAnyGetter Map<String, Object> more) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ParleyException e) {
        var more = new TreeMap<>(e.details());
        e.retryAfter().ifPresent(wait -> more.put("retry_after_ms", wait.toMillis()));
        return of(e.code(), e.detail(), e.errors(), more);
    }

    static Problem of(ErrorCode code, String detail) {
        return of(code, detail, List.of(), Map.of());
    }

    private static Problem of(ErrorCode code, String detail, List<FieldError> errors, Map<String, Object> more) {
        return new Problem(
                "urn:parley:error:" + code.wire(), code.title(), code.status(), detail, code.wire(), errors, more);
    }
}
