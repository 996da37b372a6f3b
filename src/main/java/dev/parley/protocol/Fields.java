package dev.parley.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.FieldError;
import dev.parley.core.ParleyException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the members of a JSON object one by one, and refuses those that nobody asked for. */
public final class Fields {

    static final int LONGEST_ID = 64;
    private static final String NUL = "must not contain the character U+0000";
    /** Whoever sends thousands of wrong members learns of some. */
    private static final int MOST_ERRORS = 20;

    private final ObjectNode object;
    private final String path;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    public Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** A text that must be there; empty, and noted as an error, where it is not. */
    public String text(String name) {
        var value = maybeText(name);
        if (value.isEmpty() && !object.hasNonNull(name)) {
            error(name, "is missing");
        }
        return value.orElse("");
    }

    public Optional<String> maybeText(String name) {
        return member(name).flatMap(value -> {
            if (!value.isTextual()) {
                error(name, "must be a string");
                return Optional.empty();
            }
            if (value.textValue().indexOf('\0') >= 0) {
                error(name, NUL);
            }
            return Optional.of(value.textValue());
        });
    }

    /** A client's name for something: 1 to 64 characters. */
    public Optional<String> maybeId(String name) {
        var id = maybeText(name);
        if (id.isPresent() && (id.get().isEmpty() || longId(id.get()))) {
            error(name, "must have 1 to " + LONGEST_ID + " characters");
        }
        return id;
    }

    /** Whether a client's name for something has more than 64 characters, which are code points. */
    static boolean longId(String id) {
        return id.codePointCount(0, id.length()) > LONGEST_ID;
    }

    public boolean flag(String name, boolean otherwise) {
        return member(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        error(name, "must be true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(otherwise);
    }

    /** A whole number that is not negative. */
    public Optional<Long> maybeCount(String name) {
        return member(name).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                error(name, "must be a whole number from 0");
            }
            return value.longValue();
        });
    }

    public Optional<ObjectNode> maybeObject(String name) {
        return member(name).flatMap(value -> {
            if (value instanceof ObjectNode inner) {
                return Optional.of(inner);
            }
            error(name, "must be an object");
            return Optional.empty();
        });
    }

    /** An object that is to be kept as it is. */
    public Optional<ObjectNode> maybeDocument(String name) {
        var document = maybeObject(name);
        document.ifPresent(object -> storable(name, object));
        return document;
    }

    /** Notes what is JSON, but would not come back from a store as it was sent. */
    private void storable(String name, JsonNode value) {
        if (value.isTextual() && value.textValue().indexOf('\0') >= 0) {
            error(name, NUL);
        } else if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
            error(name, "must not contain a number beyond the range of a double");
        }
        value.properties().forEach(member -> {
            if (member.getKey().indexOf('\0') >= 0) {
                error(name, NUL);
            }
            storable(name, member.getValue());
        });
        if (value.isArray()) {
            value.forEach(element -> storable(name, element));
        }
    }

    /** Notes what is wrong with a member. */
    public void error(String name, String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(path + name, message));
        }
    }

    /** Refuses the object if a member was wrong or is not known. */
    public void end() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                error(name.length() > LONGEST_ID ? name.substring(0, LONGEST_ID) + "…" : name, "is not known here");
            }
        });
        if (!errors.isEmpty()) {
            throw ParleyException.invalid(errors);
        }
    }

    private Optional<JsonNode> member(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }
}
