package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Given;
import dev.parley.testing.Race;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Sessions on the socket: opened, several at a time, ended. */
@QuarkusTest
class SessionCommandTest {

    @Test
    void aSessionStartsWithEverythingAClientNeeds() {
        try (var client = Given.user().connected()) {
            var started = client.ask(
                    "start_session", "{\"preferred_channel\":\"email\",\"metadata\":{\"a\":[1],\"re\":\"\\\\u0000\"}}");
            var payload = started.get("payload");
            assertThat(started.get("type").asText()).isEqualTo("session_started");
            assertThat(started.get("seq").asLong()).isEqualTo(1);
            assertThat(started.get("session_id")).isEqualTo(payload.get("session_id"));
            assertThat(payload.get("status").asText()).isEqualTo("active");
            assertThat(payload.get("preferred_channel").asText()).isEqualTo("email");
            assertThat(payload.get("resumed").asBoolean()).isFalse();
            assertThat(payload.get("next_seq").asLong()).isEqualTo(2);
            assertThat(payload.get("heartbeat_ms").asLong()).isEqualTo(30_000);
            assertThat(payload.get("limits").findValuesAsText("level")).containsExactly("user", "session", "channel");
        }
    }

    @Test
    void aClientsNameForItsSessionOpensItOnce() {
        var user = Given.user();
        try (var one = user.connected();
                var two = user.connected()) {
            var first = one.ask("start_session", "{\"client_session_id\":\"mine\"}");
            var again = two.ask("start_session", "{\"client_session_id\":\"mine\"}");
            assertThat(again.at("/payload/session_id")).isEqualTo(first.at("/payload/session_id"));
            assertThat(again.at("/payload/resumed").asBoolean()).isTrue();
            assertThat(again.has("seq")).isFalse();
            assertThat(again.at("/payload/next_seq").asLong()).isEqualTo(2);
        }
    }

    @Test
    void severalSessionsShareAConnection() {
        try (var client = Given.user().connected()) {
            String one = client.startSession();
            String two = client.startSession();
            client.send("message", "{\"content\":\"hi\"}");
            client.awaitError("invalid_message");
            client.send("message", "{\"content\":\"hi\",\"session_id\":\"" + two + "\"}");
            assertThat(client.await("stream_end").get("session_id").asText()).isEqualTo(two);
            client.ask("end_session", "{\"session_id\":\"" + two + "\"}");
            client.send("message", "{\"content\":\"hi\"}");
            assertThat(client.await("stream_end").get("session_id").asText()).isEqualTo(one);
        }
    }

    @Test
    void commandsRightBehindTheEndOfASessionAreOfTheOneThatIsLeft() {
        try (var client = Given.user().connected()) {
            client.startSession();
            client.send("end_session", "{}");
            client.send("start_session", "{}");
            client.send("message", "{\"content\":\"hi\"}");
            client.await("stream_end");
            assertThat(client.seen("error")).isEmpty();
        }
    }

    @Test
    void aMessageSentAgainIntoASessionThatHasEndedOpensNothing() {
        var user = Given.user();
        var message = "{\"content\":\"hi\",\"client_message_id\":\"m\"%s}";
        try (var one = user.connected();
                var two = user.connected()) {
            var ended = one.startSession();
            one.send("message", message.formatted(""));
            one.awaitStatus("idle");
            one.ask("end_session", "{}");
            var again = two.ask("message", message.formatted(",\"session_id\":\"" + ended + "\""));
            assertThat(again.at("/payload/duplicate").asBoolean()).isTrue();
            two.startSession();
            two.send("message", "{\"content\":\"hi\"}");
            two.await("stream_end");
        }
    }

    @Test
    void aMessageSentAgainIsToldWhereItStands() {
        try (var client = Given.user().inSession()) {
            client.ask("message", "{\"content\":\"/hang\"}");
            client.ask("message", "{\"content\":\"hi\"}");
            for (int i = 0; i < 2; i++) {
                var received = client.ask("message", "{\"content\":\"hi\",\"client_message_id\":\"m\"}");
                assertThat(received.at("/payload/duplicate").asBoolean()).isEqualTo(i == 1);
                assertThat(received.at("/payload/queue_position").asInt()).isEqualTo(2);
            }
        }
    }

    @Test
    void aQuestionThatIsAnsweredWhileTheSessionIsPausedLeavesTheAgentIdle() {
        var user = Given.user();
        try (var client = user.connected()) {
            var path = "/api/sessions/" + client.startSession();
            client.say("/ask deploy?");
            var question =
                    client.await("feedback_requested").at("/payload/request_id").asText();
            client.awaitStatus("waiting_feedback");
            user.calls().body(Map.of("status", "paused")).patch(path).then().statusCode(200);
            client.send("submit_feedback", "{\"request_id\":\"" + question + "\",\"action\":\"approve\"}");
            client.await("feedback_resolved");
            client.awaitStatus("idle");
            user.calls().body(Map.of("status", "active")).patch(path).then().statusCode(200);
            client.await("stream_end");
        }
    }

    @Test
    void withoutASessionThereIsNothingToSay() {
        try (var client = Given.user().connected()) {
            for (var type : Set.of("message", "cancel", "end_session")) {
                var payload = type.equals("message") ? "{\"content\":\"x\"}" : "{}";
                assertThat(client.ask(type, payload).at("/payload/code").asText())
                        .isEqualTo("session_not_found");
            }
        }
    }

    @Test
    void anEndedSessionIsFinal() {
        var user = Given.user();
        try (var client = user.inSession();
                var other = user.connected()) {
            String session =
                    client.seen("session_started").getFirst().get("session_id").asText();
            client.say("/stream 1000 50");
            client.await("stream_chunk");
            assertThat(other.ask("end_session", "{\"session_id\":\"" + session + "\"}")
                            .get("type")
                            .asText())
                    .isEqualTo("session_ended");
            assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                    .isEqualTo("cancelled");
            client.await("session_ended");
            var named = "\"session_id\":\"" + session + "\"";
            for (var frame : new String[][] {
                {"start_session", "{" + named + "}"},
                {"end_session", "{" + named + "}"},
                {"message", "{\"content\":\"x\"," + named + "}"},
                {"message", "{\"content\":\"x\"}"}
            }) {
                assertThat(client.ask(frame[0], frame[1]).at("/payload/code").asText())
                        .isEqualTo("session_ended");
            }
            assertThat(client.startSession()).isNotEqualTo(session);
            assertThat(client.ask("message", "{\"content\":\"x\"}").get("type").asText())
                    .isEqualTo("message_received");
        }
    }

    @Test
    void threeSessionsAreOpenedOfFiftyAtOnce() throws Exception {
        var user = Given.user();
        var answers = new ConcurrentLinkedQueue<String>();
        Race.run(50, () -> {
            try (var client = user.connected()) {
                var answer = client.ask("start_session", "{}");
                answers.add(answer.at("/payload/code").asText(answer.get("type").asText()));
            }
        });
        assertThat(answers.stream().filter("session_started"::equals)).hasSize(3);
        assertThat(answers.stream().filter("session_limit_reached"::equals)).hasSize(47);
        try (var client = user.connected()) {
            var ids = List.of(1, 2, 3, 4).stream()
                    .map(i -> client.send("start_session", "{}"))
                    .toList();
            client.settled();
            assertThat(client.seen("error")).hasSize(ids.size());
        }
    }
}
