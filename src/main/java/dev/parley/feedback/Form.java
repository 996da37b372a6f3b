package dev.parley.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.parley.core.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The JSON schema of a form (draft 2020-12).
 *
 * <p>A model wrote it, perhaps on the word of the one who answers: so it is short and shallow, refers to nothing (what is
 * fetched nowhere and repeated nowhere is read in a bounded time), and its patterns have a bounded number of steps.
 */
final class Form {

    static final int LONGEST = 16_384;
    private static final int DEEPEST = 32;

    /** Each rule may meet each value once. */
    private static final int MOST_MEETINGS = 100_000;

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    }

    private Form() {}

    /** What is wrong with a schema; nothing where forms can be checked by it. */
    static List<String> faults(String text) {
        if (text.length() > LONGEST) {
            return List.of("must have at most " + LONGEST + " characters");
        }
        try {
            var schema = MAPPER.readTree(text);
            if (!schema.isObject()) {
                return List.of("must be a JSON object");
            }
            var foreign = foreign(schema);
            return foreign.isEmpty() ? ungrammatical(schema) : foreign;
        } catch (JsonProcessingException e) {
            return List.of("must be a JSON object at most " + DEEPEST + " levels deep, without duplicate keys");
        }
    }

    private static List<String> foreign(JsonNode schema) {
        var faults = new ArrayList<String>();
        var nodes = all(schema, LONGEST);
        if (nodes.stream().anyMatch(node -> !node.path("$schema").asText(DRAFT).equals(DRAFT))) {
            faults.add("must be of draft 2020-12: leave $schema out, or set it to " + DRAFT);
        }
        if (nodes.stream().anyMatch(node -> REFERENCES.stream().anyMatch(node::has))) {
            faults.add("must not refer to other schemas, neither elsewhere nor within itself");
        }
        if (nodes.stream().anyMatch(Form::boundless)) {
            faults.add("must not contain numbers beyond those of double precision");
        }
        return faults;
    }

    private static List<String> ungrammatical(JsonNode schema) {
        try {
            var patterns = new Patterns();
            var faults = registry(new Patterns()).getSchema(SchemaLocation.of(DRAFT)).validate(schema).stream()
                    .map(error -> "is no JSON schema: " + error.getInstanceLocation() + " " + rule(error))
                    .toList();
            if (faults.isEmpty()) {
                compile(schema, patterns);
                return patterns.faults();
            }
            return faults;
        } catch (SchemaException e) {
            return List.of("is no JSON schema");
        }
    }

    /** What is wrong with the values of a form, by the schema it was asked with. */
    static List<FieldError> mismatches(String text, JsonNode values) {
        try {
            var schema = MAPPER.readTree(text);
            var nodes = all(values, MOST_MEETINGS);
            if ((long) nodes.size() * all(schema, LONGEST).size() > MOST_MEETINGS) {
                return List.of(new FieldError("values", "must be fewer"));
            }
            if (nodes.stream().anyMatch(Form::boundless)) {
                return List.of(new FieldError("values", "must not contain numbers beyond those of double precision"));
            }
            return compile(schema, new Patterns()).validate(values).stream()
                    .map(error -> new FieldError(field(error), broken(schema, error)))
                    .distinct()
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema was stored that is no JSON", e);
        }
    }

    private static Schema compile(JsonNode schema, Patterns patterns) {
        var compiled = registry(patterns).getSchema(schema);
        compiled.initializeValidators();
        return compiled;
    }

    /** Its loader knows the drafts themselves and fetches nothing. */
    private static SchemaRegistry registry(Patterns patterns) {
        var config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(patterns)
                .build();
        return SchemaRegistry.withDialect(Dialects.getDraft202012(), registry -> registry.schemaRegistryConfig(config));
    }

    /** The node and those within it, without recursion; no deeper than it takes to know that there are more than so many. */
    private static List<JsonNode> all(JsonNode root, int most) {
        var nodes = new ArrayList<>(List.of(root));
        for (int i = 0; i < nodes.size() && nodes.size() <= most; i++) {
            nodes.get(i).forEach(nodes::add);
        }
        return nodes;
    }

    /** Arithmetic with such numbers takes memory without bound. */
    private static boolean boundless(JsonNode node) {
        return node.isNumber()
                && (Double.isInfinite(node.doubleValue())
                        || node.isBigDecimal() && Math.abs(node.decimalValue().scale()) > 400);
    }

    private static String field(Error error) {
        var path = new StringBuilder("values");
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            path.append('.').append(error.getInstanceLocation().getElement(i));
        }
        return error.getProperty() == null ? path.toString() : path + "." + error.getProperty();
    }

    /** A pattern says nothing to people: what its field is described as goes before it. */
    private static String broken(JsonNode schema, Error error) {
        var described = error.getKeyword().equals("pattern")
                ? schema.at(error.getEvaluationPath().getParent().toString())
                        .path("description")
                        .asText()
                : "";
        return described.isBlank() ? rule(error) : "must be as described: " + described;
    }

    private static String rule(Error error) {
        var first = error.getArguments() == null || error.getArguments().length == 0 ? "" : error.getArguments()[0];
        return switch (error.getKeyword()) {
            case "required", "dependentRequired" -> "is missing";
            case "type" -> "must be of type " + error.getArguments()[1];
            case "enum" -> "must be one of " + first;
            case "const" -> "must be " + first;
            case "pattern" -> "must match " + first;
            case "minLength" -> "must have at least " + first + " characters";
            case "maxLength" -> "must have at most " + first + " characters";
            case "minItems" -> "must have at least " + first + " items";
            case "maxItems" -> "must have at most " + first + " items";
            case "minimum" -> "must be at least " + first;
            case "maximum" -> "must be at most " + first;
            case "exclusiveMinimum" -> "must be more than " + first;
            case "exclusiveMaximum" -> "must be less than " + first;
            case "additionalProperties", "unevaluatedProperties" -> "is no field of this form";
            case String other -> "breaks the rule " + other;
        };
    }
}
