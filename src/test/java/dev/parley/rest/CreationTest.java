package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What an idempotency key does for sessions and messages. */
@QuarkusTest
class CreationTest {

    private static Response post(Person person, String path, String key, String body) {
        return person.calls()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post(path);
    }

    @Test
    void metadataHasItsLargestSize() {
        var ann = Person.signedIn();
        var rest = 16_384 - "{'a':''}".length();
        post(ann, "/api/sessions", "fits", "{\"metadata\":{\"a\":\"" + "x".repeat(rest) + "\"}}")
                .then()
                .statusCode(201);
        problem(
                post(ann, "/api/sessions", "over", "{\"metadata\":{\"a\":\"" + "x".repeat(rest - 1) + "é\"}}"),
                400,
                "invalid_message");
    }

    @Test
    void aSessionIsOpenedOnceUnderItsKey() throws Exception {
        var ann = Person.signedIn();
        var first = post(ann, "/api/sessions", "k", "{\"metadata\":{\"a\":1}}");
        var again = post(ann, "/api/sessions", "k", "{\"metadata\":{\"a\":1}}");
        assertThat(first.statusCode()).isEqualTo(201).isEqualTo(again.statusCode());
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("RateLimit")).isNotNull();
        problem(post(ann, "/api/sessions", "k", "{}"), 422, "idempotency_conflict");

        var others = Person.signedIn();
        assertThat(post(others, "/api/sessions", "k", "{}").<String>path("user_id"))
                .isEqualTo(others.userId());
        ann.calls().get("/api/sessions").then().body("items", hasSize(1));

        var statuses =
                Race.of(10, () -> post(others, "/api/sessions", "k2", "{}").statusCode());
        assertThat(new HashSet<>(statuses)).isSubsetOf(201, 409).contains(201);
        others.calls().get("/api/sessions").then().body("items", hasSize(2));
    }

    @Test
    void aMessageIsTakenOnceUnderItsKeyAndItsRoute() {
        var one = Chat.open();
        var two = Chat.open(one.person());
        var first = post(one.person(), one.path() + "/messages", "k", "{\"content\":\"hi\"}");
        var again = post(one.person(), one.path() + "/messages", "k", "{\"content\":\"hi\"}");
        assertThat(first.statusCode()).isEqualTo(202).isEqualTo(again.statusCode());
        assertThat(again.asString()).isEqualTo(first.asString());
        problem(post(one.person(), one.path() + "/messages", "k", "{\"content\":\"ho\"}"), 422, "idempotency_conflict");
        var other = post(one.person(), two.path() + "/messages", "k", "{\"content\":\"hi\"}");
        assertThat(other.statusCode()).isEqualTo(202);
        assertThat(other.<String>path("message_id")).isNotEqualTo(first.path("message_id"));
    }

    @Test
    void aRefusalIsNotRemembered() {
        var chat = Chat.open();
        chat.patch("", Collections.singletonMap("status", "paused"));
        problem(post(chat.person(), chat.path() + "/messages", "k", "{\"content\":\"hi\"}"), 409, "session_paused");
        problem(post(chat.person(), chat.path() + "/messages", "k", "{\"content\":\" \"}"), 400, "invalid_message");
        chat.patch("", Collections.singletonMap("status", "active"));
        assertThat(post(chat.person(), chat.path() + "/messages", "k", "{\"content\":\"hi\"}")
                        .statusCode())
                .isEqualTo(202);
        problem(
                post(chat.person(), chat.path() + "/messages", "k".repeat(65), "{\"content\":\"hi\"}"),
                400,
                "invalid_message");
    }
}
