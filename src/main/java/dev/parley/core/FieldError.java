package dev.parley.core;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is wrong with one field.
 *
 * @param field its name on the wire, such as {@code payload.content}
 * @param message what is wrong, as the rest of a sentence that begins with the field
 */
@RegisterForReflection
public record FieldError(String field, String message) {}
