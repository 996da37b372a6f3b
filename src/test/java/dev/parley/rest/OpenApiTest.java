package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OpenApiTest {

    private static final Pattern CODE = Pattern.compile("`(.+?)`");

    private ApiDocument document;

    @BeforeEach
    void read() {
        document = ApiDocument.served();
    }

    @Test
    void everyRouteIsDescribed() {
        var routes = new ArrayList<String>();
        document.operations().forEach(operation -> {
            var route = operation.route();
            routes.add(route);
            assertThat(operation.said().path("summary").asText()).as(route).isNotEmpty();
            boolean open = route.matches(".*/api/auth/(register|login|refresh|logout)");
            assertThat(operation.said().path("security").isEmpty()).as(route).isEqualTo(open);
        });
        assertThat(routes)
                .contains(
                        "post /api/auth/register",
                        "post /api/auth/login",
                        "post /api/auth/refresh",
                        "post /api/auth/logout",
                        "get /api/auth/me",
                        "post /api/auth/ticket",
                        "get /api/sessions",
                        "post /api/sessions",
                        "get /api/sessions/{session_id}",
                        "patch /api/sessions/{session_id}",
                        "delete /api/sessions/{session_id}",
                        "get /api/sessions/{session_id}/messages",
                        "post /api/sessions/{session_id}/messages",
                        "patch /api/sessions/{session_id}/messages/{message_id}",
                        "get /api/sessions/{session_id}/events",
                        "get /api/sessions/{session_id}/agent-state",
                        "get /api/sessions/{session_id}/feedback",
                        "post /api/sessions/{session_id}/feedback/{request_id}/respond",
                        "get /api/feedback",
                        "post /api/sessions/cleanup/expired",
                        "get /api/rate-limits");
    }

    @Test
    void everyRefusalIsAProblemWhoseCodeIsKnown() {
        var codes = Stream.of(ErrorCode.values()).collect(Collectors.toMap(ErrorCode::wire, ErrorCode::status));
        document.operations().forEach(operation -> {
            var responses = operation.said().path("responses");
            responses.properties().stream()
                    .filter(response -> !response.getKey().startsWith("2"))
                    .forEach(refusal -> assertThat(refusal.getValue()
                                    .at("/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .as(operation.route())
                            .isEqualTo("#/components/schemas/Problem"));
            assertThat(responses.has("default")).as(operation.route()).isTrue();
            CODE.matcher(operation.said().path("description").asText())
                    .results()
                    .map(found -> found.group(1))
                    .forEach(code -> assertThat(operation
                                    .response(codes.get(code))
                                    .path("description")
                                    .asText())
                            .as(operation.route())
                            .contains(code));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Create/metadata",
                "Update/metadata",
                "Respond/values",
                "Session/metadata",
                "Event/payload",
                "AgentState/context",
                "Feedback/response_schema",
                "Outcome/values"
            })
    void freeJsonIsAnObject(String property) {
        var schema = document.at("/components/schemas/" + property.replace("/", "/properties/"));
        assertThat(schema.path("type").toString()).isIn("\"object\"", "[\"object\",\"null\"]");
        assertThat(schema.has("items")).isFalse();
    }

    @Test
    void namesOfOurCodeAreNotShown() {
        assertThat(document.at("/components/schemas").properties())
                .extracting(Map.Entry::getKey)
                .allMatch(name -> name.matches("[A-Z][A-Za-z]+"))
                .doesNotContain("JsonNode", "ObjectNode", "StreamingOutput");
        assertThat(document.at("/components/schemas/AgentState/properties/pending_actions/type")
                        .asText())
                .isEqualTo("array");
    }

    @Test
    void everyBodyHasAnExampleThatFits() {
        assertThat(document.operations().filter(ApiDocument.Operation::hasBody))
                .hasSizeGreaterThan(10)
                .allSatisfy(operation -> {
                    assertThat(document.example(operation).isObject())
                            .as(operation.route())
                            .isTrue();
                    assertThat(document.faults(operation.body(), document.example(operation)))
                            .as(operation.route())
                            .isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "post /api/auth/register, true",
        "post /api/auth/login, true",
        "post /api/sessions, false",
        "post /api/sessions/{session_id}/messages, true"
    })
    void whatMustBeSentIsSaid(String route, boolean body) {
        assertThat(document.operation(route).said().at("/requestBody/required").asBoolean())
                .isEqualTo(body);
        assertThat(document.at("/components/schemas/Register/required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("email", "password");
        assertThat(document.at("/components/schemas/Create/required")).isEmpty();
    }

    @Test
    void idempotencyKeysAreShownWhereTheyAreHonoured() {
        var routes = document.operations()
                .filter(operation -> operation
                        .said()
                        .path("parameters")
                        .findValuesAsText("name")
                        .contains("Idempotency-Key"))
                .map(ApiDocument.Operation::route);
        assertThat(routes)
                .containsExactlyInAnyOrder(
                        "post /api/auth/register",
                        "post /api/sessions",
                        "post /api/sessions/{session_id}/messages",
                        "post /api/sessions/{session_id}/feedback/{request_id}/respond");
    }

    @Test
    void bothFormsOfStreamsAreShown() {
        var say = document.operation("post /api/sessions/{session_id}/messages")
                .said()
                .path("responses");
        assertThat(say.at("/202/content/application~1json").isMissingNode()).isFalse();
        assertThat(say.at("/200/content/text~1event-stream").isMissingNode()).isFalse();
        var events = document.operation("get /api/sessions/{session_id}/events").said();
        assertThat(events.at("/responses/200/content").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("application/json", "text/event-stream");
        assertThat(events.has("requestBody")).isFalse();
    }

    @Test
    void callersSignInWithABearerToken() {
        var schemes = document.at("/components/securitySchemes").properties();
        assertThat(schemes).hasSize(1).allSatisfy(scheme -> {
            assertThat(List.of(
                            scheme.getValue().path("type").asText(),
                            scheme.getValue().path("scheme").asText()))
                    .containsExactly("http", "bearer");
        });
    }
}
