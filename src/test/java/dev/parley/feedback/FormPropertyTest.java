package dev.parley.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FormPropertyTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 500)
    void anySchemaIsTakenOrRefusedAndOneThatIsTakenJudgesAnyValues(
            @ForAll("schemas") JsonNode schema, @ForAll("schemas") JsonNode values) {
        var faults = Form.faults(schema.toString());
        if (faults.isEmpty()) {
            assertThat(Form.mismatches(schema.toString(), values)).isNotNull();
        }
    }

    /** JSON that is made of the words of schemas, so that much of it nearly is one. */
    @Provide
    Arbitrary<JsonNode> schemas() {
        var words = Arbitraries.of(
                "type",
                "properties",
                "required",
                "items",
                "enum",
                "const",
                "pattern",
                "minLength",
                "maximum",
                "allOf",
                "anyOf",
                "not",
                "if",
                "then",
                "$id",
                "$anchor",
                "$defs",
                "format",
                "uniqueItems",
                "contains",
                "dependentRequired",
                "patternProperties",
                "unevaluatedProperties",
                "prefixItems",
                "multipleOf",
                "$vocabulary");
        Arbitrary<JsonNode> leaves = Arbitraries.of(List.of(
                NODES.textNode("string"),
                NODES.textNode("object"),
                NODES.textNode("#a"),
                NODES.textNode("a b://%"),
                NODES.textNode("^a*$"),
                NODES.booleanNode(true),
                NODES.booleanNode(false),
                NODES.numberNode(0),
                NODES.numberNode(2.5),
                NODES.nullNode(),
                NODES.objectNode(),
                NODES.arrayNode()));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> NODES.arrayNode().addAll(list)),
                        Arbitraries.maps(words, inner).ofMaxSize(4).map(map -> NODES.objectNode()
                                .setAll(map))),
                0,
                4);
    }
}
