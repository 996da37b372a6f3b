package dev.parley;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Chat;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.LogLines;
import dev.parley.testing.Person;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The log is read by more people than the conversations are. */
@QuarkusTest
class LogsTest {

    private static final String WORDS = "canary-words-4711";
    private static final String PASSWORD = "canary-password-4711";

    @Inject
    @DataSource("sqlite")
    AgroalDataSource sqlite;

    @Test
    void nothingThatPeopleKeepToThemselvesGetsThere() {
        try (var log = LogLines.listen()) {
            Logger.getLogger("dev.parley.canary").fine("heard");
            var secrets = saying();
            assertThat(log.lines()).contains("heard");
            assertThat(log.lines()).noneMatch(line -> secrets.stream().anyMatch(line::contains));
        }
    }

    @Test
    void whatIsSaidOfATurnNamesItAndItsSession() {
        try (var log = LogLines.listen();
                var client = Given.user().inSession()) {
            var session =
                    client.seen("session_started").getFirst().get("session_id").asText();
            client.say("/fail");
            client.awaitError("agent_unavailable");
            Awaitility.await().untilAsserted(() -> assertThat(log.contexts()).anySatisfy(context -> assertThat(context)
                    .containsEntry("session_id", session)
                    .containsKey("turn_id")
                    .doesNotContainKey("traceId")));
        }
    }

    @Test
    void whatIsLoggedOfACallNamesItsSessionAndNoOtherCallDoes() throws Exception {
        var chat = Chat.open();
        var other = Chat.open();
        try (var log = LogLines.listen()) {
            for (var each : List.of(chat, other)) {
                each.sayAndWait("hello");
                becomes(each, "unheard-of");
                each.get("/agent-state").statusCode(500);
                becomes(each, "idle");
            }
            assertThat(log.contextsOf("Request failed"))
                    .extracting(context -> context.get("session_id"))
                    .containsExactly(chat.sessionId(), other.sessionId());
        }
    }

    private void becomes(Chat chat, String status) throws SQLException {
        try (var store = sqlite.getConnection();
                var change = store.prepareStatement("update agent_state set status = ? where session_id = ?")) {
            change.setString(1, status);
            change.setString(2, chat.sessionId());
            assertThat(change.executeUpdate()).isEqualTo(1);
        }
    }

    /** Everything that people do; answers what must not be seen of it. */
    private static List<String> saying() {
        var secrets = new ArrayList<>(List.of(WORDS, PASSWORD));
        signingInAndFailingTo();
        var user = Given.user();
        secrets.addAll(List.of(user.accessToken(), user.refreshToken()));
        String ticket = user.calls().post("/api/auth/ticket").path("ticket");
        secrets.add(ticket);
        conversing(ticket);
        spendingARefreshTokenTwice(user, secrets);
        return secrets;
    }

    private static void signingInAndFailingTo() {
        var email = Person.newEmail();
        var credentials = Map.of("email", email, "password", PASSWORD);
        Person.json(credentials).post("/api/auth/register").then().statusCode(201);
        Person.json(credentials).post("/api/auth/register").then().statusCode(409);
        Person.json(Map.of("email", email, "password", PASSWORD + "!"))
                .post("/api/auth/login")
                .then()
                .statusCode(401);
        given().contentType(ContentType.JSON)
                .body("{\"password\":\"" + PASSWORD)
                .post("/api/auth/login")
                .then()
                .statusCode(400);
        given().auth().oauth2(WORDS).get("/api/auth/me").then().statusCode(401);
        given().get("/api/auth/me?access_token=" + WORDS).then().statusCode(401);
    }

    private static void conversing(String ticket) {
        try (var client =
                ChatClient.to(RestAssured.port).path("/ws?ticket=" + ticket).open()) {
            client.startSession();
            client.say(WORDS);
            client.await(frame -> frame.path("type").asText().matches("stream_end|error"));
            client.raw("{\"type\":\"message\",\"payload\":{\"content\":\"" + WORDS);
            client.awaitError("invalid_message");
            client.raw("{\"type\":\"" + WORDS + "\"}");
            client.awaitError("unknown_type");
            client.send("authenticate", "{\"token\":\"" + WORDS + "\"}");
            client.awaitError("unauthenticated");
        }
        assertThat(ChatClient.to(RestAssured.port).path("/ws?ticket=" + WORDS).refused())
                .isEqualTo(401);
    }

    private static void spendingARefreshTokenTwice(Given user, List<String> secrets) {
        var body = Map.of("refresh_token", user.refreshToken());
        String next = Person.json(body).post("/api/auth/refresh").path("refresh_token");
        secrets.add(next);
        Person.json(Map.of("refresh_token", next))
                .post("/api/auth/refresh")
                .then()
                .statusCode(200);
        Person.json(body).post("/api/auth/refresh").then().statusCode(401);
    }
}
