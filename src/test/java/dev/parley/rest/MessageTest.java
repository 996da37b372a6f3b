package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.parley.testing.Chat;
import dev.parley.testing.Race;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MessageTest {

    private Chat chat;

    @BeforeEach
    void open() {
        chat = Chat.open();
    }

    @Test
    void aMessageIsTakenAndItsAnswerStandsInTheHistory() {
        var id = chat.post("/messages", Map.of("content", " hello ", "client_message_id", "c1"))
                .then()
                .statusCode(202)
                .contentType(startsWith("application/json"))
                .body("role", equalTo("user"), "channel", equalTo("api"), "content", equalTo(" hello "))
                .body("status", equalTo("sent"), "client_message_id", equalTo("c1"))
                .body(
                        "keySet()",
                        equalTo(new HashSet<>(List.of(
                                "message_id",
                                "session_id",
                                "role",
                                "channel",
                                "content",
                                "status",
                                "client_message_id",
                                "created_at"))))
                .extract()
                .<String>path("message_id");
        chat.awaitRest();

        chat.get("/messages")
                .statusCode(200)
                .body("items", hasSize(2), "next_cursor", nullValue())
                .body("items[0].message_id", equalTo(id), "items[1].role", equalTo("assistant"))
                .body("items[1].in_reply_to_message", equalTo(id), "items[1].finish_reason", equalTo("complete"))
                .body("items[1].action", equalTo("respond"), "items[1].channel", equalTo("api"));
    }

    @ParameterizedTest
    @CsvSource({"application/json", "*/*", "application/*", "'application/json, text/event-stream;q=0.5'"})
    void theReceiptIsJsonUnlessAStreamIsAskedFor(String accept) {
        chat.person()
                .calls()
                .accept(accept)
                .contentType("application/json")
                .body("{\"content\":\"hi\"}")
                .post(chat.path() + "/messages")
                .then()
                .statusCode(202)
                .contentType(startsWith("application/json"));
    }

    @Test
    void whatCannotBeGivenIs406() {
        problem(
                chat.person()
                        .calls()
                        .accept("text/csv")
                        .contentType("application/json")
                        .body("{\"content\":\"hi\"}")
                        .post(chat.path() + "/messages"),
                406,
                "not_acceptable");
        problem(chat.person().calls().accept("image/png").get(chat.path() + "/events"), 406, "not_acceptable");
        chat.get("/messages").body("items", hasSize(0));
    }

    @Test
    void aMessageIsStoredOnceUnderItsClientsName() throws Exception {
        var body = Map.of("content", "once", "client_message_id", "c1");
        var answers = Race.of(8, () -> chat.post("/messages", body)
                .then()
                .statusCode(202)
                .extract()
                .<String>path("message_id"));

        assertThat(new HashSet<>(answers)).hasSize(1);
        problem(
                chat.post("/messages", Map.of("content", "other", "client_message_id", "c1")),
                422,
                "idempotency_conflict");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31_999, 32_000})
    void contentIsCountedInCodePoints(int length) {
        chat.post("/messages", "{\"content\":\" " + "\\ud83d\\ude00".repeat(length) + "\\n\"}")
                .then()
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"content\":null}",
                "{\"content\":\"\"}",
                "{\"content\":\" \\n\\t\\u2003\"}",
                "{\"content\":7}",
                "{\"content\":[\"a\"]}",
                "{\"content\":\"a\",\"client_message_id\":\"\"}",
                "{\"content\":\"a\",\"status\":\"read\"}",
                "{\"content\":\"a\",\"user_id\":\"x\"}",
                "{\"content\":\"a\",\"timestamp\":\"2030-01-01T00:00:00Z\"}",
                "{\"content\":\"a\",\"role\":\"system\"}",
                "{\"content\":\"a\",\"stream\":false}",
                "{\"content\":\"a\",\"message_id\":\"x\"}"
            })
    void aMessageRefusesWhatBreaksTheRules(String body) {
        problem(chat.post("/messages", body), 400, "invalid_message").body("errors", hasSize(1));
        problem(
                chat.person()
                        .calls()
                        .accept("text/event-stream")
                        .contentType("application/json")
                        .body(body)
                        .post(chat.path() + "/messages"),
                400,
                "invalid_message");
        chat.get("/messages").body("items", hasSize(0));
    }

    @Test
    void aMessageThatIsTooLongIsRefused() {
        problem(chat.post("/messages", Map.of("content", "a".repeat(32_001))), 400, "invalid_message")
                .body("errors.field", contains("content"));
        problem(
                chat.post("/messages", Map.of("content", "a", "client_message_id", "x".repeat(65))),
                400,
                "invalid_message");
    }

    @Test
    void theHistoryComesByPagesOldestFirst() {
        var ids = List.of(chat.sayAndWait("one"), chat.sayAndWait("two"));
        String cursor = chat.get("/messages?limit=3")
                .body("items.content[0]", equalTo("one"), "items.message_id[2]", equalTo(ids.get(1)))
                .extract()
                .path("next_cursor");
        chat.get("/messages?limit=3&cursor=" + cursor)
                .body("items", hasSize(1), "items[0].in_reply_to_message", equalTo(ids.get(1)))
                .body("next_cursor", nullValue());
        for (var bad : List.of("cursor=x", "cursor=-1", "limit=0", "limit=201")) {
            problem(chat.person().calls().get(chat.path() + "/messages?" + bad), 400, "invalid_message");
        }
    }

    @Test
    void aStatusMovesForwardOnly() {
        var id = chat.say("hello");
        var path = "/messages/" + id;
        chat.patch(path, Map.of("status", "sent")).then().statusCode(200).body("status", equalTo("sent"));
        chat.patch(path, Map.of("status", "delivered")).then().statusCode(200).body("status", equalTo("delivered"));
        chat.patch(path, Map.of("status", "read")).then().statusCode(200);
        chat.patch(path, Map.of("status", "read")).then().statusCode(200).body("status", equalTo("read"));
        for (var back : List.of("sent", "delivered", "failed")) {
            problem(chat.patch(path, Map.of("status", back)), 409, "invalid_transition");
        }
        problem(chat.patch(path, Map.of("status", "lost")), 400, "invalid_message");
        problem(chat.patch(path, Map.of("content", "x")), 400, "invalid_message");
        problem(chat.patch("/messages/" + UUID.randomUUID(), Map.of("status", "read")), 404, "not_found");
    }
}
