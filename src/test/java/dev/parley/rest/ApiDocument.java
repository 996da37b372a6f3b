package dev.parley.rest;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.parley.core.Json;
import java.util.List;
import java.util.stream.Stream;

/** The OpenAPI document, as clients read it. */
record ApiDocument(JsonNode root) {

    /** @param route the method and the path, such as {@code get /api/sessions} */
    record Operation(String route, JsonNode said) {

        boolean hasBody() {
            return said.has("requestBody");
        }

        JsonNode body() {
            return said.at("/requestBody/content/application~1json/schema");
        }

        JsonNode response(int status) {
            return said.path("responses").path(Integer.toString(status));
        }

        String method() {
            return route.substring(0, route.indexOf(' '));
        }

        String path() {
            return route.substring(route.indexOf(' ') + 1);
        }
    }

    static ApiDocument served() {
        var text = given().get("/q/openapi?format=json").then().statusCode(200).extract();
        return new ApiDocument(Json.readOwn(text.asString()));
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    Stream<Operation> operations() {
        return root.path("paths").properties().stream().flatMap(path -> path.getValue().properties().stream()
                .map(each -> new Operation(each.getKey() + " " + path.getKey(), each.getValue())));
    }

    Operation operation(String route) {
        return operations()
                .filter(each -> each.route().equals(route))
                .findFirst()
                .orElseThrow();
    }

    /** The example of the body that an operation takes. */
    JsonNode example(Operation operation) {
        return root.at(operation.body().path("$ref").asText().substring(1)).at("/examples/0");
    }

    /** What is wrong with a value by a schema of this document, where bodies have no members but those it shows. */
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", root.path("components").deepCopy());
        whole.at("/components/schemas").forEach(each -> {
            if (each.has("properties")) {
                ((ObjectNode) each).put("additionalProperties", false);
            }
        });
        return SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(whole).validate(value).stream()
                .map(Error::toString)
                .toList();
    }
}
