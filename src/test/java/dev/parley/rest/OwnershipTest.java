package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is another user's is not there, on every route, byte for byte. */
@QuarkusTest
class OwnershipTest {

    private record Route(Method method, String path, String body, String accept) {
        Route(Method method, String path, String body) {
            this(method, path, body, "application/json");
        }

        Response call(Person person, String session, String message, String request) {
            var filled = path.replace("{s}", session).replace("{m}", message).replace("{r}", request);
            var call = person.calls().urlEncodingEnabled(false).accept(accept);
            return (body.isEmpty() ? call : call.contentType("application/json").body(body)).request(method, filled);
        }
    }

    private static final List<Route> OF_A_SESSION = List.of(
            new Route(Method.GET, "/api/sessions/{s}", ""),
            new Route(Method.PATCH, "/api/sessions/{s}", "{\"status\":\"paused\"}"),
            new Route(Method.DELETE, "/api/sessions/{s}", ""),
            new Route(Method.GET, "/api/sessions/{s}/messages", ""),
            new Route(Method.POST, "/api/sessions/{s}/messages", "{\"content\":\"hi\"}"),
            new Route(Method.POST, "/api/sessions/{s}/messages", "{\"content\":\"hi\"}", "text/event-stream"),
            new Route(Method.PATCH, "/api/sessions/{s}/messages/{m}", "{\"status\":\"read\"}"),
            new Route(Method.GET, "/api/sessions/{s}/events", ""),
            new Route(Method.GET, "/api/sessions/{s}/events", "", "text/event-stream"),
            new Route(Method.GET, "/api/sessions/{s}/agent-state", ""),
            new Route(Method.GET, "/api/sessions/{s}/feedback", ""),
            new Route(Method.GET, "/api/rate-limits?session_id={s}", ""));

    private static final Route RESPOND =
            new Route(Method.POST, "/api/sessions/{s}/feedback/{r}/respond", "{\"action\":\"approve\"}");
    private static final Route MARK =
            new Route(Method.PATCH, "/api/sessions/{s}/messages/{m}", "{\"status\":\"read\"}");

    private static final List<String> MALFORMED = List.of("nope", "0", "%20", "a%27b", "x".repeat(300), "%F0%9F%98%80");

    @Test
    void anothersObjectIsAsIfItDidNotExistAndStaysAsItWas() {
        var ann = Chat.open();
        var request = ann.question("/ask May I?");
        String message = ann.get("/messages").extract().path("items[0].message_id");
        var before = ann.get("").extract().asString();
        var bob = Person.signedIn();

        for (var route : OF_A_SESSION) {
            var unknown = route.call(bob, UUID.randomUUID().toString(), message, request);
            var foreign = route.call(bob, ann.sessionId(), message, request);
            problem(foreign, 404, "session_not_found");
            assertThat(foreign.asString()).as("%s", route).isEqualTo(unknown.asString());
            for (var id : MALFORMED) {
                assertThat(route.call(bob, id, message, request).asString())
                        .as("%s", route)
                        .isEqualTo(unknown.asString());
            }
        }
        assertThat(ann.get("").extract().asString()).isEqualTo(before);
    }

    @Test
    void anothersQuestionOrMessageIsNotThereEvenByASessionOfMyOwn() {
        var ann = Chat.open();
        var request = ann.question("/ask May I?");
        String message = ann.get("/messages").extract().path("items[0].message_id");
        var bob = Chat.open();
        var none = UUID.randomUUID().toString();

        var unknown = RESPOND.call(bob.person(), bob.sessionId(), none, none);
        problem(unknown, 404, "feedback_not_found");
        for (var session : List.of(ann.sessionId(), bob.sessionId(), none, "nope")) {
            for (var id : List.of(request, none, "nope")) {
                assertThat(RESPOND.call(bob.person(), session, none, id).asString())
                        .isEqualTo(unknown.asString());
            }
        }
        var noMessage = MARK.call(bob.person(), bob.sessionId(), none, none);
        problem(noMessage, 404, "not_found");
        assertThat(MARK.call(bob.person(), bob.sessionId(), message, none).asString())
                .isEqualTo(noMessage.asString());
        assertThat(MARK.call(bob.person(), bob.sessionId(), "nope", none).asString())
                .isEqualTo(noMessage.asString());
        ann.get("/feedback?status=pending").body("items", hasSize(1));
    }

    @Test
    void listsShowWhatIsMine() {
        var ann = Chat.open();
        ann.question("/ask May I?");
        var bob = Person.signedIn();
        bob.calls().get("/api/sessions").then().body("items", hasSize(0));
        bob.calls().get("/api/feedback").then().body("items", hasSize(0));
    }

    @Test
    void nobodyIsToldToSignInFirst() {
        var id = UUID.randomUUID().toString();
        for (var route : OF_A_SESSION) {
            var call = io.restassured.RestAssured.given().accept(route.accept());
            var answer = (route.body().isEmpty()
                            ? call
                            : call.contentType("application/json").body(route.body()))
                    .request(route.method(), route.path().replace("{s}", id).replace("{m}", id));
            problem(answer, 401, "unauthenticated");
        }
    }

    @Test
    void cleaningUpIsForAdministrators() {
        var ann = Chat.open();
        problem(
                ann.person().calls().contentType("application/json").post("/api/sessions/cleanup/expired"),
                403,
                "forbidden");
        ann.get("").body("status", equalTo("active"), "last_seq", equalTo(1));
    }
}
