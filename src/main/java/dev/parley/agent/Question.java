package dev.parley.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A question to a person, as the agent words it. Whom to ask, and where, is the server's choice.
 *
 * @param options what to choose from; only for {@code CHOICE}
 * @param responseSchema JSON Schema of the values of a form, as JSON text; only for {@code FORM}
 */
public record Question(Kind kind, String prompt, List<Option> options, Optional<String> responseSchema) {

    private static final int LONGEST_PROMPT = 4_000;
    private static final int LONGEST_LABEL = 200;
    private static final int MOST = 20;

    public enum Kind {
        APPROVAL,
        CHOICE,
        FORM,
        TEXT,
        CLARIFICATION
    }

    public record Option(String id, String label) {
        public Option {
            label = ModelText.storable(label);
        }
    }

    /** Questions come from a model: one that breaks a rule is refused with {@link IllegalArgumentException}. */
    public Question {
        check(!prompt.isBlank() && prompt.length() <= LONGEST_PROMPT, "a question needs a text of a sensible length");
        check(kind == Kind.CHOICE ? options.size() >= 2 && options.size() <= MOST : options.isEmpty(), "bad options");
        check(responseSchema.isPresent() == (kind == Kind.FORM), "forms have a schema, other questions have none");
        options = List.copyOf(options);
        prompt = ModelText.storable(prompt);
    }

    /** Approval, text or clarification. */
    static Question plain(Kind kind, String prompt) {
        return new Question(kind, prompt, List.of(), Optional.empty());
    }

    static Question choice(String prompt, List<String> labels) {
        var options = new ArrayList<Option>();
        var taken = new HashSet<String>();
        for (String label : labels) {
            check(!label.isBlank() && label.length() <= LONGEST_LABEL, "an option needs a label of a sensible length");
            String id = label.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
            options.add(new Option(taken.add(id) ? id : id + "_" + (options.size() + 1), label.strip()));
        }
        return new Question(Kind.CHOICE, prompt, options, Optional.empty());
    }

    static Question form(String prompt, List<Form.Field> fields) {
        check(!fields.isEmpty() && fields.size() <= MOST, "a form needs fields, and not too many");
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (Form.Field field : fields) {
            var name = ModelText.storable(field.name());
            check(!name.isBlank() && !properties.has(name), "fields need names of their own");
            var type = Objects.requireNonNullElse(field.type(), Form.Type.STRING);
            var title = ModelText.storable(Objects.requireNonNullElse(field.title(), ""));
            properties
                    .putObject(name)
                    .put("type", type.name().toLowerCase(Locale.ROOT))
                    .put("title", title.isBlank() ? name : title);
            if (field.required()) {
                required.add(name);
            }
        }
        schema.put("additionalProperties", false);
        return new Question(Kind.FORM, prompt, List.of(), Optional.of(schema.toString()));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
