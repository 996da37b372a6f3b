package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.core.ErrorCode;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import dev.parley.identity.Accounts;
import dev.parley.identity.Tokens;
import dev.parley.testing.Chat;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Inject
    Accounts accounts;

    @Inject
    Tokens tokens;

    private static RequestSpecification admin() {
        return Person.called("root@example.com").calls().contentType("application/json");
    }

    private static String user(Person person) {
        return "/api/users/" + person.userId();
    }

    private static Response login(Person person) {
        return given().contentType("application/json")
                .body(Map.of("email", person.email(), "password", Person.PASSWORD))
                .post("/api/auth/login");
    }

    @Test
    void whatIsKeptOfAPersonIsHandedOutToThem() {
        var chat = Chat.open();
        chat.sayAndWait("a secret of mine");
        chat.question("/ask May I?");
        var lines = chat.person()
                .calls()
                .get(user(chat.person()) + "/export")
                .then()
                .statusCode(200)
                .contentType(JsonLines.NAME)
                .extract()
                .asString()
                .lines()
                .map(Json::readOwn)
                .toList();
        assertThat(lines).extracting(line -> line.path("kind").asText()).contains("account", "session", "question");
        assertThat(lines)
                .filteredOn(line -> line.path("kind").asText().equals("message"))
                .extracting(line -> line.path("content").asText())
                .contains("a secret of mine", "/ask May I?");
    }

    @Test
    void anErasedPersonIsSignedOutAndGone() {
        var chat = Chat.open();
        var person = chat.person();
        try (var client =
                ChatClient.to(RestAssured.port).token(person.accessToken()).open()) {
            client.ask("start_session", "{\"session_id\":\"" + chat.sessionId() + "\"}");
            client.say("/stream 1000 100");
            client.await("stream_chunk");

            person.calls().delete(user(person)).then().statusCode(204);

            assertThat(client.awaitClose(SOON)).isEqualTo(4401);
        }
        person.calls().get("/api/auth/me").then().statusCode(401);
        assertThat(login(person).statusCode()).isEqualTo(401);
        admin().get("/api/users?email=" + person.email()).then().statusCode(200).body("items", empty());
        assertThat(admin().get(user(person) + "/export").asString()).isEmpty();
        assertThat(Person.called(person.email()).userId()).isNotEqualTo(person.userId());
    }

    @Test
    void administratorsKeepPeopleOutAndLetThemInAgain() {
        var person = Person.signedIn();
        admin().get("/api/users?email=" + person.email())
                .then()
                .statusCode(200)
                .body("items.user_id", contains(person.userId()), "items.disabled", contains(false));
        try (var client =
                ChatClient.to(RestAssured.port).token(person.accessToken()).open()) {
            admin().body(Map.of("disabled", true))
                    .patch(user(person))
                    .then()
                    .statusCode(200)
                    .body("disabled", equalTo(true));
            assertThat(client.awaitClose(SOON)).isEqualTo(4401);
        }
        person.calls().get("/api/auth/me").then().statusCode(401);
        login(person).then().statusCode(403).body("code", equalTo("forbidden"));
        given().contentType("application/json")
                .body(Map.of("email", person.email(), "password", "wrong password"))
                .post("/api/auth/login")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .body(Map.of("refresh_token", person.refreshToken()))
                .post("/api/auth/refresh")
                .then()
                .statusCode(401);

        admin().body(Map.of("disabled", false))
                .patch(user(person))
                .then()
                .statusCode(200)
                .body("disabled", equalTo(false));
        assertThat(login(person).statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsKeptOutWhileTheirPasswordIsHashedIsNotLetIn() {
        var person = Person.signedIn();
        var hashed = accounts.signIn(person.email(), Person.PASSWORD).orElseThrow();
        accounts.keepOut(person.userId(), true);

        assertThatThrownBy(() -> tokens.open(hashed))
                .isInstanceOfSatisfying(ParleyException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.FORBIDDEN));
        given().contentType("application/json")
                .body(Map.of("refresh_token", person.refreshToken()))
                .post("/api/auth/refresh")
                .then()
                .statusCode(401);
    }

    @Test
    void nobodyElseMayDoSo() {
        var mine = Person.signedIn();
        var other = Person.signedIn();
        var nobody = mine.calls()
                .get("/api/users/nobody/export")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertThat(mine.calls()
                        .get(user(other) + "/export")
                        .then()
                        .statusCode(404)
                        .extract()
                        .asString())
                .isEqualTo(nobody);
        mine.calls().delete(user(other)).then().statusCode(404);
        mine.calls()
                .contentType("application/json")
                .body("{\"disabled\":true}")
                .patch(user(mine))
                .then()
                .statusCode(403);
        mine.calls().get("/api/users?email=" + other.email()).then().statusCode(403);
        assertThat(login(other).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsWrongIsSaid() {
        admin().get("/api/users").then().statusCode(400).body("errors.field", contains("email"));
        admin().body("{}").patch("/api/users/nobody").then().statusCode(400).body("errors.field", contains("disabled"));
        admin().body("{\"disabled\":true}").patch("/api/users/nobody").then().statusCode(404);
    }
}
