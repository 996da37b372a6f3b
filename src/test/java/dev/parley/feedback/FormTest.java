package dev.parley.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.core.FieldError;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FormTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"object\"}",
                "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"A form\"}",
                "{\"properties\": {\"pattern\": {\"pattern\": \"^\\\\p{Letter}+$\"}, \"type\": {\"type\": \"string\"}}}"
            })
    void schemasThatFormsMayHave(String schema) {
        assertThat(Form.faults(schema)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "true",
                "[]",
                "\"text\"",
                "{",
                "{} {}",
                "{\"a\": 1, \"a\": 2}",
                "{\"type\": \"objekt\"}",
                "{\"properties\": {\"a\": {\"minLength\": -1}}}",
                "{\"required\": \"name\"}",
                "{\"properties\": {\"a\": {\"pattern\": \"(\"}}}",
                "{\"patternProperties\": {\"[\": {}}}",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
                "{\"properties\": {\"a\": {\"$schema\": \"http://127.0.0.1:1/schema\"}}}",
                "{\"$ref\": \"http://127.0.0.1:1/schema\"}",
                "{\"$ref\": \"classpath:application.properties\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"#\"}}}",
                "{\"$defs\": {\"a\": {\"$dynamicRef\": \"#a\"}}}",
                "{\"properties\": {\"a\": {\"multipleOf\": 1e999}}}",
                "{\"properties\": {\"a\": {\"multipleOf\": 0}}}"
            })
    void schemasThatFormsMayNotHave(String schema) {
        assertThat(Form.faults(schema)).isNotEmpty();
    }

    @Test
    void aSchemaIsShortAndShallow() {
        assertThat(Form.faults("{\"title\": \"" + "x".repeat(Form.LONGEST) + "\"}"))
                .isNotEmpty();
        assertThat(Form.faults("{\"not\":".repeat(40) + "{}" + "}".repeat(40))).isNotEmpty();
        assertThat(Form.faults("{\"pattern\": \"" + "(".repeat(300) + ")".repeat(300) + "\"}"))
                .isNotEmpty();
    }

    @Test
    void aPatternThatTakesForEverMatchesNothing() {
        var schema = "{\"pattern\": \"^(a+)+$\"}";
        assertThat(Form.faults(schema)).isEmpty();
        assertThat(Form.mismatches(schema, NODES.textNode("aaa"))).isEmpty();
        assertThat(Form.mismatches(schema, NODES.textNode("a".repeat(5_000) + "!")))
                .hasSize(1);
        assertThat(Form.mismatches("{\"pattern\": \"^(a|b)*$\"}", NODES.textNode("ab".repeat(30_000))))
                .hasSize(1);
    }

    @Test
    void aPatternIsSpokenOfByItsDescription() {
        var schema = """
                {"properties": {"a/b": {"items": {"pattern": "^[A-Z]{3}$", "description": "three capitals"}},
                                "code": {"pattern": "^[0-9]$"}}}""";
        var values = NODES.objectNode().put("code", "x");
        values.putArray("a/b").add("abc");
        assertThat(Form.mismatches(schema, values))
                .containsExactlyInAnyOrder(
                        new FieldError("values.a/b.0", "must be as described: three capitals"),
                        new FieldError("values.code", "must match ^[0-9]$"));
    }

    @Test
    void valuesAreReadInBoundedTime() {
        var many = NODES.arrayNode();
        for (int i = 0; i < 60_000; i++) {
            many.add(i);
        }
        JsonNode deep = NODES.objectNode();
        for (int i = 0; i < 1_000; i++) {
            deep = NODES.objectNode().set("a", deep);
        }
        var huge = NODES.numberNode(new BigDecimal("1e999999999"));

        assertThat(Form.mismatches("{\"items\": {\"allOf\": [{}, {}]}}", many)).hasSize(1);
        assertThat(Form.mismatches("{\"type\": \"object\"}", deep)).isEmpty();
        assertThat(Form.mismatches("{\"multipleOf\": 0.01}", huge)).hasSize(1);
    }
}
