package dev.parley.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.parley.core.ErrorCode;
import dev.parley.core.FieldError;
import dev.parley.core.ParleyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is wrong with a request, field by field, in the names of the wire. */
final class Violations {

    private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private Violations() {}

    /** Empty when the fault is not the caller's but in an answer of ours. */
    static Optional<ParleyException> refusal(ConstraintViolationException e) {
        var violations = e.getConstraintViolations();
        if (violations.isEmpty() || violations.stream().anyMatch(Violations::ours)) {
            return Optional.empty();
        }
        var errors = violations.stream()
                .map(v -> new FieldError(field(v.getPropertyPath()), v.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        return Optional.of(ParleyException.invalid(errors));
    }

    private static boolean ours(ConstraintViolation<?> violation) {
        var kinds = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Path.Node::getKind)
                .toList();
        return kinds.contains(ElementKind.RETURN_VALUE) || !kinds.contains(ElementKind.METHOD);
    }

    /**
     * The path below the body; a violated parameter itself is called by its name. An element of a list is named by its index
     * already.
     */
    private static String field(Path path) {
        var nodes = StreamSupport.stream(path.spliterator(), false)
                .filter(node -> node.getKind() != ElementKind.CONTAINER_ELEMENT)
                .toList();
        var inner = nodes.stream().skip(2).map(Path.Node::toString).map(NAMES::translate);
        return nodes.size() > 2
                ? inner.collect(Collectors.joining("."))
                : NAMES.translate(nodes.getLast().toString());
    }

    /** The parser's own words are not repeated: they name our classes. */
    static ParleyException refusal(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            var message = e instanceof UnrecognizedPropertyException ? "is not known here" : "has the wrong type";
            return ParleyException.invalid(field(mapping), message);
        }
        return new ParleyException(ErrorCode.INVALID_MESSAGE, "The body is not the JSON object that is expected here.");
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
