package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Given;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommandTest {

    @Test
    void theSeedsFlowNeedsNoIds() {
        try (var client = Given.user().connected()) {
            client.raw("{\"type\":\"start_session\"}");
            client.await("session_started");
            client.raw("{\"type\":\"message\",\"payload\":{\"content\":\"hello\"}}");
            var received = client.await("message_received");
            assertThat(received.has("in_reply_to")).isFalse();
            assertThat(received.at("/payload/queue_position").asInt()).isZero();
            assertThat(received.at("/payload/duplicate").asBoolean()).isFalse();
            client.awaitStatus("thinking");
            client.awaitStatus("responding");
            client.await("stream_start");
            client.await("stream_chunk");
            var end = client.await("stream_end");
            assertThat(end.at("/payload/content").asText())
                    .contains("demo agent")
                    .contains("Hello!");
            client.awaitStatus("idle");
            client.raw("{\"type\":\"end_session\"}");
            assertThat(client.await("session_ended").at("/payload/reason").asText())
                    .isEqualTo("user");
            client.raw("{\"type\":\"end_session\"}");
            client.awaitError("session_ended");
            assertThat(client.seen("session_ended")).as("told once").hasSize(1);
        }
    }

    @Test
    void aWholeAnswerIsOneMessage() {
        try (var client = Given.user().inSession()) {
            String id = client.send("message", "{\"content\":\"hello\",\"stream\":false}");
            var message = client.await("message");
            assertThat(message.get("in_reply_to").asText()).isEqualTo(id);
            assertThat(message.at("/payload/role").asText()).isEqualTo("assistant");
            assertThat(message.at("/payload/action").asText()).isEqualTo("respond");
            assertThat(message.at("/payload/content").asText()).contains("Hello!");
            client.awaitStatus("idle");
            assertThat(client.seen("stream_start")).isEmpty();
        }
    }

    @Test
    void aPingIsAnsweredWithinARunningAnswerByTheSamePayload() {
        try (var client = Given.user().inSession()) {
            client.say("/stream 50 100");
            client.await("stream_chunk");
            client.raw("{\"type\":\"ping\",\"id\":\"p\",\"payload\":{\"n\": 1.50, \"big\":1e400}}");
            var pong = client.await("pong");
            assertThat(pong.get("in_reply_to").asText()).isEqualTo("p");
            assertThat(pong.at("/payload/n").asDouble()).isEqualTo(1.5);
            assertThat(pong.at("/payload/big").isNumber()).isTrue();
            assertThat(client.seen("stream_end")).isEmpty();
        }
    }

    @Test
    void aPingHasAtMost125Bytes() {
        try (var client = Given.user().connected()) {
            assertThat(client.ask("ping", "{\"a\":\"" + "x".repeat(117) + "\"}")
                            .get("type")
                            .asText())
                    .isEqualTo("pong");
            assertThat(client.ask("ping", "{\"a\":\"" + "x".repeat(118) + "\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("invalid_message");
        }
    }

    @Test
    void anotherUsersThingsAreAsIfTheyDidNotExist() {
        try (var owner = Given.user().inSession();
                var other = Given.user().inSession()) {
            String session =
                    owner.seen("session_started").getFirst().get("session_id").asText();
            String message = owner.say("hello");
            for (var id : new String[] {session, UUID.randomUUID().toString(), "x"}) {
                var named = "\"session_id\":\"" + id + "\"";
                for (var type : Set.of("cancel", "end_session", "start_session")) {
                    assertThat(other.ask(type, "{" + named + "}")
                                    .at("/payload/code")
                                    .asText())
                            .as(type)
                            .isEqualTo("session_not_found");
                }
                assertThat(other.ask("message", "{\"content\":\"x\"," + named + "}")
                                .at("/payload/code")
                                .asText())
                        .isEqualTo("session_not_found");
            }
            assertThat(other.ask("mark_read", "{\"message_id\":\"" + message + "\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("not_found");
            assertThat(other.ask("submit_feedback", "{\"request_id\":\"x\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("feedback_not_found");
        }
    }

    @Test
    void aMessageIsReadOnceAndThenStaysRead() {
        var user = Given.user();
        try (var client = user.inSession();
                var stranger = user.connected()) {
            String asked = client.say("hello");
            String answer = client.await("stream_end").at("/payload/message_id").asText();
            var read = client.ask("mark_read", "{\"message_id\":\"" + answer + "\"}");
            assertThat(read.get("type").asText()).isEqualTo("message_status");
            assertThat(read.at("/payload/status").asText()).isEqualTo("read");
            assertThat(read.has("seq")).isTrue();
            var again = client.ask("mark_read", "{\"message_id\":\"" + answer + "\"}");
            assertThat(again.get("payload")).isEqualTo(read.get("payload"));
            assertThat(again.has("seq")).isFalse();
            assertThat(stranger.ask("mark_read", "{\"message_id\":\"" + asked + "\"}")
                            .at("/payload/status")
                            .asText())
                    .isEqualTo("read");
            assertThat(client.await("message_status").at("/payload/message_id").asText())
                    .isEqualTo(asked);
        }
    }

    @Test
    void theStateOfTheLimitsIsTold() {
        try (var client = Given.user().inSession()) {
            client.say("hello");
            var limits = client.ask("get_rate_limit_status", "{}").at("/payload/limits");
            assertThat(limits.findValuesAsText("level")).containsExactly("user", "session", "channel");
            assertThat(limits.findValuesAsText("limit")).containsExactly("30", "10", "20");
            assertThat(limits.get(1).get("remaining").asInt()).isEqualTo(9);
            assertThat(limits.get(1).get("window_seconds").asInt()).isEqualTo(60);
            assertThat(limits.get(1).get("reset_after_ms").asLong()).isBetween(1L, 6_000L);
        }
    }

    @Test
    void whoIsRefusedFromOutsideSeesTheEndOfWhatTheyWereShown() {
        var user = Given.user();
        try (var client = user.inSession();
                var other = user.connected()) {
            var session = client.seen("session_started").getFirst().get("session_id");
            client.say("/stream 1000 50");
            client.await("stream_chunk");
            var message = "{\"content\":\"hi\",\"on_busy\":\"reject\",\"session_id\":" + session + "}";
            assertThat(other.ask("message", message).at("/payload/code").asText())
                    .isEqualTo("busy");
            assertThat(other.seen("stream_start")).hasSize(1);
            client.send("cancel", "{}");
            other.await("stream_end");
            other.send("end_session", "{}");
            other.await("session_ended");
        }
    }
}
