package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QueueTest {

    private static final String LONG = "{\"content\":\"/stream 1000 50\"}";

    private static JsonNode cancel(ChatClient client, String message) {
        return client.ask("cancel", "{\"message_id\":\"" + message + "\"}");
    }

    private static void assertFinish(ChatClient client, String reason, String message) {
        var start = client.await("stream_start");
        assertThat(start.at("/payload/in_reply_to_message").asText()).isEqualTo(message);
        assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                .isEqualTo(reason);
    }

    @Test
    void messagesLineUpBehindARunningAnswerUntilTheLineIsFull() {
        try (var client = Given.user().inSession()) {
            client.ask("message", LONG);
            for (int place = 1; place <= 8; place++) {
                assertThat(client.ask("message", "{\"content\":\"hi\"}")
                                .at("/payload/queue_position")
                                .asInt())
                        .isEqualTo(place);
            }
            assertThat(client.ask("message", "{\"content\":\"hi\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("busy");
            assertThat(client.ask("get_rate_limit_status", "{}")
                            .at("/payload/limits/1/remaining")
                            .asInt())
                    .as("what is refused for another reason costs nothing")
                    .isEqualTo(1);
            var first = client.ask("message", "{\"content\":\"now\",\"on_busy\":\"interrupt\"}");
            assertThat(first.at("/payload/queue_position").asInt())
                    .as("whoever interrupts does not wait behind the others")
                    .isEqualTo(1);
            for (int i = 0; i < 10; i++) {
                client.await("stream_end");
                client.awaitStatus("idle");
            }
        }
    }

    @Test
    void whoRejectsIsToldThatAnAnswerRuns() {
        try (var client = Given.user().inSession()) {
            client.ask("message", LONG);
            assertThat(client.ask("message", "{\"content\":\"hi\",\"on_busy\":\"reject\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("busy");
            client.send("cancel", "{}");
            client.await("stream_end");
            client.awaitStatus("idle");
            assertThat(client.ask("message", "{\"content\":\"hi\",\"on_busy\":\"reject\"}")
                            .get("type")
                            .asText())
                    .isEqualTo("message_received");
        }
    }

    @Test
    void whoInterruptsIsNextAndTheOthersStay() {
        try (var client = Given.user().inSession()) {
            String first = client.say("/stream 1000 50");
            client.await("stream_chunk");
            String second = client.say("second");
            String third = client.ask("message", "{\"content\":\"third\",\"on_busy\":\"interrupt\"}")
                    .at("/payload/message_id")
                    .asText();
            assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                    .isEqualTo("superseded");
            assertThat(client.seen("stream_start")
                            .getFirst()
                            .at("/payload/in_reply_to_message")
                            .asText())
                    .isEqualTo(first);
            assertFinish(client, "complete", third);
            assertFinish(client, "complete", second);
        }
    }

    @Test
    void aCancelRightBehindItsMessageFindsTheAnswer() {
        for (int i = 0; i < 10; i++) {
            try (var client = Given.user().inSession()) {
                client.send("message", LONG);
                client.send("cancel", "{}");
                assertThat(client.await("stream_end")
                                .at("/payload/finish_reason")
                                .asText())
                        .isEqualTo("cancelled");
                client.awaitStatus("idle");
                assertThat(client.seen("cancelled")).isEmpty();
            }
        }
    }

    @Test
    void cancelTakesWhatItNames() {
        try (var client = Given.user().inSession()) {
            assertThat(client.ask("cancel", "{}").at("/payload/nothing").asBoolean())
                    .isTrue();
            client.say("/stream 1000 50");
            String answer =
                    client.await("stream_start").at("/payload/message_id").asText();
            String second = client.say("second");
            String third = client.say("third");
            var removed = cancel(client, second);
            assertThat(removed.get("type").asText()).isEqualTo("cancelled");
            assertThat(removed.at("/payload/nothing").asBoolean()).isFalse();
            var told = client.seen("message_status").getFirst().get("payload");
            assertThat(told.get("message_id").asText() + told.get("status").asText())
                    .isEqualTo(second + "failed");
            assertThat(cancel(client, second).at("/payload/nothing").asBoolean())
                    .isTrue();
            assertThat(cancel(client, "x").at("/payload/nothing").asBoolean()).isTrue();
            client.send("cancel", "{\"message_id\":\"" + answer + "\"}");
            assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                    .isEqualTo("cancelled");
            assertFinish(client, "complete", third);
        }
    }

    @Test
    void aCancelledWholeAnswerIsAnEmptyMessage() {
        try (var client = Given.user().inSession()) {
            client.ask("message", "{\"content\":\"/hang\",\"stream\":false}");
            client.send("cancel", "{}");
            var message = client.await("message").get("payload");
            assertThat(message.get("finish_reason").asText()).isEqualTo("cancelled");
            assertThat(message.get("content").asText()).isEmpty();
            client.awaitStatus("idle");
        }
    }

    @Test
    void aFailureBeforeTheFirstTokenIsAnErrorAndNoStream() {
        try (var client = Given.user().inSession()) {
            String id = client.send("message", "{\"content\":\"/fail\"}");
            client.awaitStatus("error");
            var error = client.await("error");
            assertThat(error.get("in_reply_to").asText()).isEqualTo(id);
            assertThat(error.at("/payload/code").asText()).isEqualTo("agent_unavailable");
            assertThat(error.has("seq")).isFalse();
            client.awaitStatus("idle");
            assertThat(client.seen("stream_start")).isEmpty();
            client.send("message", "{\"content\":\"/fail\",\"stream\":false}");
            assertThat(client.await("message").at("/payload/finish_reason").asText())
                    .isEqualTo("error");
            client.awaitStatus("idle");
        }
    }

    @Test
    void aPauseLetsTheRunningAnswerEndAndKeepsTheOthersWaiting() {
        var user = Given.user();
        try (var client = user.inSession()) {
            String session =
                    client.seen("session_started").getFirst().get("session_id").asText();
            client.say("/stream 10 50");
            String second = client.say("second");
            patch(user, session, "paused");
            assertThat(client.await("session_updated").at("/payload/status").asText())
                    .isEqualTo("paused");
            assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                    .isEqualTo("complete");
            client.awaitStatus("idle");
            assertThat(client.ask("message", "{\"content\":\"x\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("session_paused");
            assertThat(client.seen("stream_start")).hasSize(1);
            patch(user, session, "active");
            assertFinish(client, "complete", second);
        }
    }

    private static void patch(Given user, String session, String status) {
        user.calls()
                .body(Map.of("status", status))
                .patch("/api/sessions/" + session)
                .then()
                .statusCode(200);
    }
}
