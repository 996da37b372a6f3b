package dev.parley.rest;

import static dev.parley.testing.Person.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import dev.parley.testing.SseReader;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyTest {

    @TestHTTPResource
    URI server;

    @Inject
    TestClock clock;

    private final String key = UUID.randomUUID().toString();
    private final String email = Person.newEmail();

    private Response register(String key, String email, String password) {
        return json(Map.of("email", email, "password", password))
                .header("Idempotency-Key", key)
                .post("/api/auth/register");
    }

    @Test
    void theSameKeyAndBodyReplaysTheFirstAnswer() {
        var first = register(key, email, Person.PASSWORD);
        var second = register(key, email, Person.PASSWORD);

        assertThat(first.statusCode()).isEqualTo(201).isEqualTo(second.statusCode());
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.contentType()).isEqualTo(first.contentType());
    }

    @Test
    void anotherBodyUnderTheKeyIsAConflict() {
        register(key, email, Person.PASSWORD);

        register(key, Person.newEmail(), Person.PASSWORD)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_conflict"));
        register(key, email, "another password").then().statusCode(422);
    }

    @Test
    void aMessageUnderAKeyIsStoredOnceInWhicheverFormItIsSentAgain() throws Exception {
        var chat = Chat.open();
        var body = "{\"content\":\"hello\"}";
        chat.person()
                .calls()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post(chat.path() + "/messages")
                .then()
                .statusCode(202);
        chat.awaitRest();
        var again = SseReader.request(server, chat.person(), chat.path() + "/messages")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
        try (var reader = SseReader.open(again)) {
            assertThat(reader.awaitEnd()
                            .getFirst()
                            .data()
                            .at("/payload/duplicate")
                            .asBoolean())
                    .isTrue();
        }
        chat.get("/messages").body("items.count { it.role == 'user' }", equalTo(1));
    }

    @Test
    void aRefusedRequestIsNotRemembered() {
        assertThat(register(key, email, "short").statusCode()).isEqualTo(400);
        assertThat(register(key, email, Person.PASSWORD).statusCode()).isEqualTo(201);

        var other = UUID.randomUUID().toString();
        assertThat(register(other, email, Person.PASSWORD).statusCode()).isEqualTo(409);
        assertThat(register(other, Person.newEmail(), Person.PASSWORD).statusCode())
                .isEqualTo(201);
    }

    @Test
    void ofManyAtOnceOneIsWorkedOn() throws Exception {
        var answers = Race.of(20, () -> register(key, email, Person.PASSWORD));

        assertThat(answers).allSatisfy(answer -> {
            if (answer.statusCode() == 409) {
                assertThat(answer.<String>path("code")).isEqualTo("idempotency_in_flight");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            } else {
                assertThat(answer.statusCode()).isEqualTo(201);
            }
        });
        assertThat(answers).anyMatch(answer -> answer.statusCode() == 201);
        assertThat(register(key, email, Person.PASSWORD).statusCode()).isEqualTo(201);
    }

    @Test
    void aKeyIsNoIdOfAMessage() {
        var chat = Chat.open();
        String named = chat.post("/messages", Map.of("content", "yes", "client_message_id", "1"))
                .path("message_id");
        var keyed = chat.person()
                .calls()
                .contentType("application/json")
                .header("Idempotency-Key", "1")
                .body(Map.of("content", "yes"))
                .post(chat.path() + "/messages");
        keyed.then().statusCode(202).body("client_message_id", nullValue());
        assertThat(keyed.<String>path("message_id")).isNotEqualTo(named);
        chat.get("/messages").body("items.findAll { it.client_message_id != null }.message_id", contains(named));
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        register(key, email, Person.PASSWORD);

        clock.advance(Duration.ofHours(24));

        assertThat(register(key, email, Person.PASSWORD).<String>path("code")).isEqualTo("email_taken");
    }

    @Test
    void aKeyHasOneToSixtyFourCharacters() {
        assertThat(register("k".repeat(65), email, Person.PASSWORD).statusCode())
                .isEqualTo(400);
        assertThat(register(" ", email, Person.PASSWORD).statusCode()).isEqualTo(400);
        assertThat(register("k".repeat(64), email, Person.PASSWORD).statusCode())
                .isEqualTo(201);
    }

    @Test
    void signingInIgnoresTheKey() {
        register(key, email, Person.PASSWORD);
        var body = json(Map.of("email", email, "password", Person.PASSWORD)).header("Idempotency-Key", key);

        String first = body.post("/api/auth/login").path("refresh_token");
        String second = body.post("/api/auth/login").path("refresh_token");

        assertThat(first).isNotEqualTo(second);
    }
}
