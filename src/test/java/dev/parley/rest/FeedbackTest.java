package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.conversation.Expiry;
import dev.parley.testing.Chat;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FeedbackTest {

    @Inject
    TestClock clock;

    @Inject
    Expiry expiry;

    private Chat chat;

    @BeforeEach
    void open() {
        chat = Chat.open();
    }

    private Response respond(String request, Object body) {
        return chat.post("/feedback/" + request + "/respond", body);
    }

    @Test
    void aQuestionHasTheContractsShapeAndItsAnswerIsTheOutcome() {
        var request = chat.question("/choose Tea|Coffee");
        chat.get("/feedback")
                .body("items[0].type", equalTo("choice"), "items[0].status", equalTo("pending"))
                .body("items[0].options.label", contains("Tea", "Coffee"), "items[0].outcome", nullValue())
                .body("items[0].channels.channel", contains("websocket"), "items[0].channels.status", contains("sent"));
        chat.person().calls().get("/api/feedback?status=pending").then().body("items.request_id", contains(request));
        String option = chat.get("/feedback").extract().path("items[0].options[1].id");

        respond(request, Map.of("action", option))
                .then()
                .statusCode(200)
                .body("status", equalTo("resolved"), "request_id", equalTo(request))
                .body("outcome.action", equalTo(option), "outcome.channel", equalTo("api"))
                .body("outcome.responder", equalTo(chat.person().userId()));

        chat.person().calls().get("/api/feedback").then().statusCode(200).body("items", hasSize(0));
        chat.get("/feedback?status=resolved").body("items.request_id", contains(request));
        chat.awaitRest();
        chat.get("/events?limit=200").body("items.type", hasItem("feedback_resolved"));
    }

    @Test
    void aPreferredChannelWithoutAnAddressLeavesThePage() {
        chat.patch("", Map.of("preferred_channel", "email")).then().statusCode(200);

        chat.question("/ask May I?");

        chat.get("/feedback")
                .body("items[0].channels.channel", contains("websocket"), "items[0].channels.status", contains("sent"));
    }

    @Test
    void theSecondAnswerIsToldTheOutcome() {
        var request = chat.question("/ask May I?");
        respond(request, Map.of("content", "Approved", "channel", "slack"))
                .then()
                .statusCode(200);

        problem(respond(request, Map.of("action", "reject")), 409, "feedback_already_resolved")
                .body("outcome.action", equalTo("approve"), "outcome.channel", equalTo("slack"));
    }

    @Test
    void ofManyAnswersOneWins() {
        var request = chat.question("/ask May I?");

        var statuses =
                Race.of(16, () -> respond(request, Map.of("action", "approve")).statusCode());

        assertThat(Collections.frequency(statuses, 200)).isOne();
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(15);
    }

    @Test
    void theSameKeyGetsTheFirstOutcomeAgain() {
        var request = chat.question("/ask May I?");
        var call = chat.person().calls().contentType("application/json").header("Idempotency-Key", "k1");
        var path = chat.path() + "/feedback/" + request + "/respond";

        var first = call.body("{\"action\":\"approve\"}").post(path);
        var again = call.body("{\"action\":\"approve\"}").post(path);

        assertThat(first.statusCode()).isEqualTo(200).isEqualTo(again.statusCode());
        assertThat(again.asString()).isEqualTo(first.asString());
        var tooLong = chat.person()
                .calls()
                .contentType("application/json")
                .header("Idempotency-Key", "k".repeat(65))
                .body("{\"action\":\"approve\"}");
        problem(tooLong.post(path), 400, "invalid_message");
    }

    @Test
    void anAnswerThatIsLateIsGone() {
        var request = chat.question("/ask May I?");
        clock.advance(Duration.ofHours(48));
        var later = new Chat(chat.person().again(), chat.sessionId());

        problem(later.post("/feedback/" + request + "/respond", Map.of("action", "approve")), 410, "feedback_expired");
        later.get("/feedback?status=pending").body("items", empty());
        later.get("/feedback?status=expired").body("items.status", contains("expired"));
        expiry.run();
        problem(later.post("/feedback/" + request + "/respond", Map.of("action", "approve")), 410, "feedback_expired");
    }

    @Test
    void aFormIsCheckedAgainstItsSchema() {
        var request = chat.question("/form");
        problem(respond(request, Map.of("values", Map.of("name", 7))), 422, "schema_mismatch")
                .body("errors.field", hasItem("values.people"));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
        respond(request, Map.of("values", Map.of("name", "", "people", 0, "vegetarian", false)))
                .then()
                .statusCode(200)
                .body("outcome.values.people", equalTo(0), "outcome.values.vegetarian", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\":\"maybe\"}",
                "{\"content\":\"\"}",
                "{\"values\":{}}",
                "{\"action\":1}",
                "{\"action\":\"approve\",\"responder\":\"x\"}",
                "{\"action\":\"approve\",\"channel\":\"fax\"}",
                "{\"action\":\"approve\",\"at\":\"2030-01-01T00:00:00Z\"}",
                "{\"action\":\"approve\",\"content\":\"rejected\"}",
                "{\"values\":[]}"
            })
    void anAnswerThatIsNoneIsRefusedAndChangesNothing(String body) {
        var request = chat.question("/ask May I?");
        problem(respond(request, body), 400, "invalid_message");
        chat.get("/feedback?status=pending").body("items", hasSize(1));
    }

    @Test
    void aListRefusesWhatItDoesNotKnow() {
        for (var query : List.of("status=open", "status=resolved", "limit=0", "cursor=!")) {
            problem(chat.person().calls().get("/api/feedback?" + query), 400, "invalid_message");
        }
        problem(chat.person().calls().get(chat.path() + "/feedback?status=open"), 400, "invalid_message");
    }
}
