package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    private static JsonNode document() {
        return Json.readOwn(given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    @Test
    void everyRouteIsDescribed() {
        var routes = new ArrayList<String>();
        document().path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    var route = operation.getKey() + " " + path.getKey();
                    routes.add(route);
                    var described = operation.getValue();
                    assertThat(described.path("summary").asText()).as(route).isNotEmpty();
                    assertThat(described
                                    .at("/responses/default/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .as(route)
                            .isEqualTo("#/components/schemas/Problem");
                    boolean open = path.getKey().matches("/api/auth/(register|login|refresh|logout)");
                    assertThat(described.path("security").isEmpty()).as(route).isEqualTo(open);
                }));
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
    void bothFormsOfStreamsAreShown() {
        var paths = document().path("paths");
        var say = paths.path("/api/sessions/{session_id}/messages").path("post").path("responses");
        assertThat(say.at("/202/content/application~1json").isMissingNode()).isFalse();
        assertThat(say.at("/200/content/text~1event-stream").isMissingNode()).isFalse();
        var events = paths.path("/api/sessions/{session_id}/events").path("get");
        assertThat(events.at("/responses/200/content").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder("application/json", "text/event-stream");
        assertThat(events.has("requestBody")).isFalse();
    }

    @Test
    void callersSignInWithABearerToken() {
        var schemes = document().at("/components/securitySchemes").properties();
        assertThat(schemes).hasSize(1).allSatisfy(scheme -> {
            assertThat(List.of(
                            scheme.getValue().path("type").asText(),
                            scheme.getValue().path("scheme").asText()))
                    .containsExactly("http", "bearer");
        });
    }
}
