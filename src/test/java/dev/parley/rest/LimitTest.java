package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitTest {

    @TestHTTPResource
    URI server;

    private static void speaksOf(Response response, String level, int limit) {
        int remaining = Integer.parseInt(response.header("X-RateLimit-Remaining"));
        int reset = Integer.parseInt(response.header("X-RateLimit-Reset"));
        assertThat(response.header("X-RateLimit-Limit")).isEqualTo("" + limit);
        assertThat(remaining).isBetween(0, limit - 1);
        assertThat(reset).isBetween(0, 60);
        assertThat(response.header("RateLimit-Policy")).isEqualTo("\"%s\";q=%d;w=60".formatted(level, limit));
        int again = remaining > 0 ? reset : reset - 60 * (limit - 1) / limit; // when there is one more
        assertThat(response.header("RateLimit")).isEqualTo("\"%s\";r=%d;t=%d".formatted(level, remaining, again));
    }

    @Test
    void everyAnswerToSomebodySignedInSaysWhereTheLimitsStand() {
        var chat = Chat.open();
        var calls = chat.person();
        var id = chat.path();
        for (var answer : List.of(
                calls.calls().get("/api/auth/me"),
                calls.calls().get("/api/sessions"),
                calls.calls().get("/api/sessions?limit=0"),
                calls.calls().get("/api/sessions/nope"),
                calls.calls().get("/api/nothing"),
                calls.calls().put("/api/sessions"),
                calls.calls().contentType("text/plain").body("x").patch(id),
                calls.calls().accept("text/csv").get(id),
                calls.calls().contentType("application/json").body("{").patch(id),
                calls.calls().contentType("application/json").post("/api/sessions/cleanup/expired"),
                calls.calls().accept("text/event-stream").get(id + "/events?after_seq=99"),
                calls.calls().delete("/api/sessions/nope"))) {
            speaksOf(answer, "api", 300);
            answer.then().header("Retry-After", nullValue());
        }
        chat.say("hello");
        speaksOf(calls.calls().delete(id), "session", 10);
        speaksOf(calls.calls().accept("text/event-stream").get(id + "/events"), "session", 10);
    }

    @Test
    void nobodyIsToldNothing() {
        Person.json("{}").post("/api/auth/login").then().header("RateLimit", nullValue());
        Person.json("{}").get("/api/sessions").then().statusCode(401).header("RateLimit", nullValue());
    }

    @Test
    void messagesSpeakOfTheirNearestLevelAndTheEleventhInASessionIsRefused() throws Exception {
        var chat = Chat.open();
        var body = Map.of("content", "/stream 1");
        for (int left = 9; left >= 2; left--) {
            var answer = chat.post("/messages", body);
            assertThat(answer.statusCode()).isIn(202, 409);
            speaksOf(answer, "session", 10);
            chat.awaitRest();
        }
        try (var stream = chat.stream(server, "{\"content\":\"hi\"}")) {
            assertThat(stream.response().headers().firstValue("RateLimit").orElseThrow())
                    .startsWith("\"session\";r=1;t=");
            stream.awaitEnd();
        }
        chat.awaitRest();
        assertThat(chat.post("/messages", body).header("X-RateLimit-Remaining")).isEqualTo("0");
        chat.awaitRest();

        var refused = chat.post("/messages", body);
        problem(refused, 429, "rate_limited").body("level", equalTo("session"));
        speaksOf(refused, "session", 10);
        int wait = refused.path("retry_after_ms");
        assertThat(wait).isBetween(1, 6_000);
        assertThat(refused.header("Retry-After"))
                .isEqualTo("" + Math.ceilDiv(wait, 1_000))
                .isEqualTo(refused.header("X-RateLimit-Retry-After"));
        assertThat(refused.header("RateLimit")).endsWith(";t=" + refused.header("Retry-After"));
        problem(
                chat.person()
                        .calls()
                        .accept("text/event-stream")
                        .contentType("application/json")
                        .body(body)
                        .post(chat.path() + "/messages"),
                429,
                "rate_limited");
        speaksOf(chat.person().calls().get(chat.path() + "/messages"), "session", 10);
        speaksOf(chat.person().calls().get(chat.path()), "session", 10);
        speaksOf(chat.person().calls().get(chat.path() + "/events"), "session", 10);
        speaksOf(chat.person().calls().get("/api/sessions"), "api", 300);
        speaksOf(new Chat(Person.signedIn(), chat.sessionId()).person().calls().get(chat.path()), "api", 300);
    }

    @Test
    void aMessageTakesThreeTokensAndOneOfTheApis() {
        var chat = Chat.open();
        int before = Integer.parseInt(chat.person().calls().get("/api/sessions").header("X-RateLimit-Remaining"));
        chat.say("hi");
        chat.person()
                .calls()
                .get("/api/rate-limits?session_id=" + chat.sessionId())
                .then()
                .statusCode(200)
                .body("limits.level", contains("user", "session", "channel"))
                .body("limits.key", contains(chat.person().userId(), chat.sessionId(), "api"))
                .body("limits.limit", contains(30, 10, 20), "limits.remaining", contains(29, 9, 19))
                .body("limits.window_seconds", contains(60, 60, 60));
        chat.person()
                .calls()
                .get("/api/rate-limits")
                .then()
                .body("limits", hasSize(2), "limits.level", contains("user", "channel"));
        int after = Integer.parseInt(chat.person().calls().get("/api/sessions").header("X-RateLimit-Remaining"));
        assertThat(after).isBetween(before - 5, before);
        Person.signedIn().calls().get("/api/rate-limits").then().body("limits.remaining", contains(30, 20));
    }
}
