package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Outbox;
import dev.parley.core.Ids;
import dev.parley.core.Json;
import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether what the OpenAPI document says is what is answered. */
@QuarkusTest
class OpenApiAnswersTest {

    private static final String SESSION = "/api/sessions/{session_id}";

    @Inject
    Outbox outbox;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    private ApiDocument document;
    private Person root;

    @BeforeEach
    void read() {
        document = ApiDocument.served();
        root = Person.called("root@example.com");
    }

    @Test
    void everySuccessHasItsStatusAndItsShape() {
        play(given(), "post /api/auth/register");
        play(given(), "post /api/auth/login");
        var ada = Person.called("ada@example.com");
        play(ada.calls(), "get /api/auth/me");
        play(ada.calls(), "post /api/auth/ticket");

        String session = play(ada.calls(), "post /api/sessions").path("session_id");
        play(ada.calls(), "get /api/sessions");
        play(ada.calls(), "get " + SESSION, session);
        play(ada.calls(), "patch " + SESSION, session);
        String message =
                play(ada.calls(), "post " + SESSION + "/messages", session).path("message_id");
        new Chat(ada, session).awaitRest();
        play(ada.calls(), "get " + SESSION + "/messages", session);
        play(ada.calls(), "patch " + SESSION + "/messages/{message_id}", session, message);
        play(ada.calls(), "get " + SESSION + "/agent-state", session);
        play(ada.calls(), "get /api/rate-limits");

        var request = new Chat(ada, session).question("/ask May I?");
        play(ada.calls(), "get /api/feedback");
        play(ada.calls(), "get " + SESSION + "/agent-state", session);
        play(ada.calls(), "post " + SESSION + "/feedback/{request_id}/respond", session, request);
        new Chat(ada, session).awaitRest();
        new Chat(ada, session).question("/form");
        play(ada.calls(), "get " + SESSION + "/feedback", session);
        play(ada.calls(), "get " + SESSION + "/feedback/{request_id}/audit", session, request);
        play(ada.calls(), "get " + SESSION + "/events", session);

        play(ada.calls(), "put /api/channels");
        play(ada.calls(), "get /api/channels");
        play(ada.calls(), "get /api/channels/confirmations");
        play(ada.calls(), "post /api/channels/confirmations");

        play(ada.calls(), "delete " + SESSION, session);
        play(ada.calls(), "get /api/users/{user_id}/export", ada.userId());
        administrate(ada);
        var token = Map.of("refresh_token", Person.called("bob@example.com").refreshToken());
        String next = agrees("post /api/auth/refresh", Person.json(token).post("/api/auth/refresh"))
                .path("refresh_token");
        agrees(
                "post /api/auth/logout",
                Person.json(Map.of("refresh_token", next)).post("/api/auth/logout"));
    }

    private void administrate(Person somebody) {
        var notice = DeadLetterTest.givenUp(outbox, ids, clock).noticeId();
        play(root.calls(), "get /api/dead-letters");
        play(root.calls(), "post /api/dead-letters/{notice_id}/retry", notice);
        play(root.calls(), "post /api/sessions/cleanup/expired");
        play(root.calls().queryParam("email", somebody.email()), "get /api/users");
        play(root.calls(), "patch /api/users/{user_id}", somebody.userId());
        play(root.calls(), "delete /api/users/{user_id}", somebody.userId());
    }

    @Test
    void everyRefusalOfWhatIsNotThereIsNamed() {
        var stranger = Person.signedIn();
        document.operations()
                .filter(operation -> operation.path().contains("{"))
                .forEach(operation -> List.of(stranger, root).forEach(caller -> {
                    var response = send(caller.calls(), operation, nobody(operation));
                    if (response.statusCode() >= 400) {
                        named(operation, response);
                    } else {
                        assertThat(operation.route()).matches("(delete|get) /api/users/.*");
                    }
                }));
    }

    @Test
    void everyRefusalOfABodyIsNamed() {
        document.operations().filter(ApiDocument.Operation::hasBody).forEach(operation -> {
            var response = root.calls()
                    .contentType("application/json")
                    .body("[]")
                    .request(operation.method(), operation.path(), nobody(operation));
            assertThat(response.statusCode()).as(operation.route()).isEqualTo(400);
            named(operation, response);
        });
    }

    @Test
    void everyRefusalOfAStrangerIsNamed() {
        document.operations()
                .filter(operation -> operation.said().has("security"))
                .forEach(operation -> {
                    var response = send(given(), operation, nobody(operation));
                    assertThat(response.statusCode()).as(operation.route()).isEqualTo(401);
                    named(operation, response);
                });
    }

    private static Object[] nobody(ApiDocument.Operation operation) {
        return operation
                .path()
                .chars()
                .filter(c -> c == '{')
                .mapToObj(each -> UUID.randomUUID())
                .toArray();
    }

    /** Makes a call with the body of its example. */
    private ExtractableResponse<Response> play(RequestSpecification calls, String route, Object... path) {
        return agrees(route, send(calls, document.operation(route), path));
    }

    private Response send(RequestSpecification calls, ApiDocument.Operation operation, Object... path) {
        if (operation.hasBody()) {
            calls.contentType("application/json")
                    .body(document.example(operation).toString());
        }
        return calls.request(operation.method(), operation.path(), path);
    }

    private ExtractableResponse<Response> agrees(String route, Response response) {
        var operation = document.operation(route);
        var type = response.contentType().replaceFirst(";.*", "");
        var successes = operation.said().path("responses").properties().stream()
                .filter(each -> each.getKey().startsWith("2"))
                .filter(each -> type.isEmpty()
                        ? !each.getValue().has("content")
                        : each.getValue().path("content").has(type))
                .map(Map.Entry::getKey);
        assertThat(successes).as(route).containsExactly(Integer.toString(response.statusCode()));
        if (type.equals("application/json")) {
            var schema = operation.response(response.statusCode()).at("/content/application~1json/schema");
            assertThat(document.faults(schema, Json.readOwn(response.asString())))
                    .as(route)
                    .isEmpty();
        }
        return response.then().extract();
    }

    private static void named(ApiDocument.Operation operation, Response refusal) {
        assertThat(operation.response(refusal.statusCode()).path("description").asText())
                .as(operation.route())
                .contains(refusal.<String>path("code"));
    }
}
