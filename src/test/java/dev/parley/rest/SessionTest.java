package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SessionTest {

    @TestHTTPResource
    URI server;

    private Person ann;

    @BeforeEach
    void open() {
        ann = Person.signedIn();
    }

    private Response create(String body) {
        return ann.calls().contentType("application/json").body(body).post("/api/sessions");
    }

    @Test
    void aSessionHasTheContractsShape() {
        var id = create("{\"preferred_channel\":\"slack\",\"metadata\":{\"a\":[1,null]},\"client_session_id\":\"c1\"}")
                .then()
                .statusCode(201)
                .body("user_id", equalTo(ann.userId()), "status", equalTo("active"), "last_seq", equalTo(1))
                .body("preferred_channel", equalTo("slack"), "metadata.a", contains(1, null))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .body(
                        "keySet()",
                        equalTo(new HashSet<>(List.of(
                                "session_id",
                                "user_id",
                                "status",
                                "preferred_channel",
                                "metadata",
                                "created_at",
                                "updated_at",
                                "last_activity_at",
                                "last_seq"))))
                .extract()
                .<String>path("session_id");
        assertThat(create("{\"client_session_id\":\"c1\"}").<String>path("session_id"))
                .isEqualTo(id);
        ann.calls().get("/api/sessions/" + id).then().statusCode(200).body("session_id", equalTo(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"metadata\":null}"})
    void aSessionNeedsNoBody(String body) {
        create(body)
                .then()
                .statusCode(201)
                .body("preferred_channel", equalTo("websocket"), "metadata", equalTo(Map.of()));
    }

    @Test
    void aSessionNeedsNoContentTypeEither() throws Exception {
        var request = HttpRequest.newBuilder(server.resolve("/api/sessions"))
                .header("Authorization", "Bearer " + ann.accessToken())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    @Test
    void threeSessionsCanBeOpenAtOnceHoweverManyAreOpened() throws Exception {
        var statuses = Race.of(20, () -> create("{}").statusCode());

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(3);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(17);
        problem(create("{}"), 409, "session_limit_reached");
    }

    @Test
    void theListIsNewestFirstByPagesAndStatus() {
        var ids = List.of(Chat.open(ann), Chat.open(ann), Chat.open(ann)).stream()
                .map(Chat::sessionId)
                .toList();
        ann.calls().delete("/api/sessions/" + ids.get(1)).then().statusCode(204);

        String cursor = ann.calls()
                .get("/api/sessions?limit=2")
                .then()
                .statusCode(200)
                .body("items.session_id", contains(ids.get(2), ids.get(1)))
                .extract()
                .path("next_cursor");
        ann.calls()
                .get("/api/sessions?limit=2&cursor=" + cursor)
                .then()
                .body("items.session_id", contains(ids.get(0)), "next_cursor", nullValue());
        ann.calls().get("/api/sessions?status=ended").then().body("items.session_id", contains(ids.get(1)));
        ann.calls().get("/api/sessions?status=active").then().body("items", hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "limit=99999999999",
                "cursor=%20",
                "cursor=nope!",
                "status=open",
                "status=ACTIVE%20"
            })
    void aListRefusesWhatItDoesNotKnow(String query) {
        var field = query.substring(0, query.indexOf('='));
        problem(ann.calls().get("/api/sessions?" + query), 400, "invalid_message")
                .body("errors.field", contains(field));
    }

    @Test
    void aSessionIsPausedActivatedAndChanged() {
        var chat = Chat.open(ann);
        chat.patch("", Map.of("status", "paused", "metadata", Map.of("x", 1)))
                .then()
                .statusCode(200)
                .body("status", equalTo("paused"), "metadata.x", equalTo(1), "last_seq", equalTo(2));
        problem(chat.post("/messages", Map.of("content", "hi")), 409, "session_paused");
        chat.patch("", Map.of("status", "active", "preferred_channel", "email"))
                .then()
                .body("status", equalTo("active"), "preferred_channel", equalTo("email"), "metadata.x", equalTo(1));
        chat.get("/events").body("items.type", contains("session_started", "session_updated", "session_updated"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"ended\"}",
                "{\"status\":\"x\"}",
                "{\"status\":1}",
                "{\"preferred_channel\":\"fax\"}",
                "{\"metadata\":[]}",
                "{\"metadata\":{\"a\":[-1e400]}}",
                "{\"metadata\":\"a\"}",
                "{\"user_id\":\"x\"}",
                "{\"session_id\":\"x\"}",
                "{\"created_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"last_seq\":9}"
            })
    void anUpdateRefusesWhatAClientMayNotChange(String body) {
        var chat = Chat.open(ann);
        problem(chat.patch("", body), 400, "invalid_message").body("errors", hasSize(1));
        chat.get("").body("last_seq", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user_id\":\"x\"}", "{\"status\":\"ended\"}", "{\"timestamp\":\"2020-01-01T00:00:00Z\"}",
                "{\"session_id\":\"x\"}", "{\"client_session_id\":\"\"}", "{\"client_session_id\":7}",
                "{\"preferred_channel\":\"fax\"}", "{\"metadata\":7}"
            })
    void aNewSessionRefusesWhatIsTheServers(String body) {
        problem(create(body), 400, "invalid_message").body("errors", hasSize(1));
    }

    @Test
    void aSessionEndsOnceAndForAll() {
        var chat = Chat.open(ann);
        ann.calls().delete(chat.path()).then().statusCode(204);
        ann.calls().delete(chat.path()).then().statusCode(204);

        chat.get("").body("status", equalTo("ended"), "end_reason", equalTo("user"), "last_seq", equalTo(2));
        problem(chat.patch("", Map.of("status", "active")), 409, "session_ended");
        problem(chat.patch("", Map.of("metadata", Map.of())), 409, "session_ended");
        problem(chat.post("/messages", Map.of("content", "hi")), 409, "session_ended");
        chat.get("/messages").statusCode(200);
    }
}
