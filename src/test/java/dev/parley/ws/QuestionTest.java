package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conversation.Expiry;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class QuestionTest {

    @Inject
    TestClock clock;

    @Inject
    Expiry expiry;

    private static JsonNode asked(ChatClient client, String content) {
        client.say(content);
        var type = content.startsWith("/clarify") ? "clarification_requested" : "feedback_requested";
        assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                .isEqualTo("waiting_feedback");
        var question = client.await(type);
        client.awaitStatus("waiting_feedback");
        return question.get("payload");
    }

    private static String answer(JsonNode question, String rest) {
        return "{\"request_id\":\"" + question.get("request_id").asText() + "\"," + rest + "}";
    }

    private static ValidatableResponse respond(Given user, JsonNode question, Map<String, Object> body) {
        return user.calls()
                .body(body)
                .post("/api/sessions/" + question.get("session_id").asText() + "/feedback/"
                        + question.get("request_id").asText() + "/respond")
                .then();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ask deploy|\"action\":\"approve\"|approve",
                "/ask deploy|\"content\":\"Rejected\"|reject",
                "/form|\"values\":{\"name\":\"Ann\",\"people\":0,\"vegetarian\":false}|Ann",
                "/clarify what|\"content\":\"the blue one\"|blue"
            })
    void anAnswerByTheSocketLetsTheAgentGoOn(String content, String given, String heard) {
        try (var client = Given.user().inSession()) {
            var question = asked(client, content);
            String id = client.send("submit_feedback", answer(question, given));
            var resolved = client.await("feedback_resolved");
            assertThat(resolved.get("in_reply_to").asText()).isEqualTo(id);
            assertThat(resolved.at("/payload/status").asText()).isEqualTo("resolved");
            assertThat(resolved.at("/payload/outcome/channel").asText()).isEqualTo("websocket");
            client.awaitStatus("thinking");
            assertThat(client.await("stream_end").at("/payload/content").asText())
                    .contains(heard);
            client.awaitStatus("idle");
        }
    }

    @Test
    void aChoiceIsAnsweredOverRestAndTheSocketHearsOfIt() {
        var user = Given.user();
        try (var client = user.inSession()) {
            var question = asked(client, "/choose red|green");
            String green = question.at("/options/1/id").asText();
            respond(user, question, Map.of("action", "blue")).statusCode(400);
            respond(user, question, Map.of("action", green)).statusCode(200);
            assertThat(client.await("feedback_resolved")
                            .at("/payload/outcome/action")
                            .asText())
                    .isEqualTo(green);
            assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                    .isEqualTo("complete");
            var late = client.ask("submit_feedback", answer(question, "\"action\":\"" + green + "\""));
            assertThat(late.at("/payload/code").asText()).isEqualTo("feedback_already_resolved");
            assertThat(late.at("/payload/details/outcome/action").asText()).isEqualTo(green);
        }
    }

    @Test
    void anInvalidAnswerIsRefusedAndTheQuestionStaysOpen() {
        try (var client = Given.user().inSession()) {
            var question = asked(client, "/form");
            for (var bad : List.of("\"values\":{\"name\":1}", "\"content\":\"\"", "\"values\":{}")) {
                var code = client.ask("submit_feedback", answer(question, bad))
                        .at("/payload/code")
                        .asText();
                assertThat(code).as(bad).isIn("schema_mismatch", "invalid_message");
            }
            var good = answer(question, "\"values\":{\"name\":\"A\",\"people\":2},\"idempotency_key\":\"k\"");
            assertThat(client.ask("submit_feedback", good).get("type").asText()).isEqualTo("feedback_resolved");
            client.await("stream_end");
            assertThat(client.ask("submit_feedback", good).get("type").asText())
                    .as("the same key gets the first outcome again")
                    .isEqualTo("feedback_resolved");
        }
    }

    @Test
    void messagesAreTakenWhileAnAnswerIsWaitedForAndCancelWithdrawsTheQuestion() {
        try (var client = Given.user().inSession()) {
            asked(client, "/ask deploy");
            client.say("hello");
            client.await("stream_end");
            client.awaitStatus("waiting_feedback");
            String id = client.send("cancel", "{}");
            var withdrawn = client.await("feedback_resolved");
            assertThat(withdrawn.get("in_reply_to").asText()).isEqualTo(id);
            assertThat(withdrawn.at("/payload/status").asText()).isEqualTo("cancelled");
            client.awaitStatus("idle");
            assertThat(client.ask("cancel", "{}").at("/payload/nothing").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aQuestionExpiresAfter48HoursAndTheAgentGoesOnWithoutAnAnswer() {
        var user = Given.user();
        JsonNode question;
        try (var client = user.inSession()) {
            question = asked(client, "/ask deploy");
        }
        String session = "/api/sessions/" + question.get("session_id").asText();
        try {
            for (int i = 0; i < 2; i++) {
                clock.advance(Duration.ofHours(23));
                expiry.run();
                assertThat(user.again().calls().get(session).<String>path("status"))
                        .as("a session does not end while a question waits")
                        .isEqualTo("active");
            }
            clock.advance(Duration.ofMinutes(121));
            assertThat(expiry.run().feedbackExpired()).isPositive();
            assertThat(expiry.run().feedbackExpired()).isZero();
            var fresh = user.again();
            org.awaitility.Awaitility.await().until(() -> fresh.calls()
                    .get(session + "/events")
                    .then()
                    .extract()
                    .body()
                    .asString()
                    .contains("Nobody answered my question"));
            List<String> types = fresh.calls().get(session + "/events").path("items.type");
            assertThat(types).contains("feedback_expired");
            respond(fresh, question, Map.of("action", "approve")).statusCode(410);
        } finally {
            clock.advance(Duration.ofHours(46).plusMinutes(121).negated());
        }
    }

    @Test
    void aSessionWithoutActivityEndsAfter24Hours() {
        var user = Given.user();
        String session;
        try (var client = user.inSession()) {
            session = "/api/sessions/"
                    + client.seen().getFirst().get("session_id").asText();
        }
        try {
            clock.advance(Duration.ofHours(24).minusSeconds(30));
            expiry.run();
            assertThat(user.again().calls().get(session).<String>path("status")).isEqualTo("active");
            clock.advance(Duration.ofMinutes(1));
            expiry.run();
            var ended = user.again().calls().get(session).then().extract();
            assertThat(ended.<String>path("status")).isEqualTo("ended");
            assertThat(ended.<String>path("end_reason")).isEqualTo("expired");
            assertThat(user.again().calls().get(session + "/events").<List<String>>path("items.type"))
                    .containsExactly("session_started", "session_ended");
        } finally {
            clock.advance(Duration.ofHours(24).plusSeconds(30).negated());
        }
    }
}
