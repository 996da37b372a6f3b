package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitTest {

    private static final String SAY = "{\"content\":\"hi\",\"on_busy\":\"interrupt\"}";

    private static int left(ChatClient client) {
        return client.ask("get_rate_limit_status", "{}")
                .at("/payload/limits/1/remaining")
                .asInt();
    }

    @Test
    void theEleventhMessageOfASessionIsOneTooMany() {
        try (var client = Given.user().inSession()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.ask("message", SAY).get("type").asText()).isEqualTo("message_received");
            }
            var refused = client.ask("message", SAY);
            assertThat(refused.get("type").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(refused.has("seq")).isFalse();
            var payload = refused.get("payload");
            assertThat(payload.get("code").asText()).isEqualTo("rate_limited");
            assertThat(payload.get("level").asText()).isEqualTo("session");
            assertThat(payload.get("limit").asInt()).isEqualTo(10);
            assertThat(payload.get("remaining").asInt()).isZero();
            assertThat(payload.get("retry_after_ms").asLong()).isBetween(1L, 6_000L);
            assertThat(payload.get("limits")).hasSize(3);
            var user = client.ask("get_rate_limit_status", "{}").at("/payload/limits/0/remaining");
            assertThat(user.asInt())
                    .as("a refusal costs nothing at other levels")
                    .isEqualTo(20);
        }
    }

    @Test
    void oneUsersLimitsAreNotAnothers() {
        try (var one = Given.user().inSession();
                var other = Given.user().inSession()) {
            for (int i = 0; i < 11; i++) {
                one.ask("message", SAY);
            }
            assertThat(left(other)).isEqualTo(10);
            assertThat(other.ask("message", SAY).get("type").asText()).isEqualTo("message_received");
        }
    }

    @Test
    void aMessageIsStoredOnceUnderItsClientsId() {
        var user = Given.user();
        try (var client = user.inSession()) {
            var first = client.ask("message", "{\"content\":\"hi\",\"client_message_id\":\"m\"}");
            assertThat(first.at("/payload/client_message_id").asText()).isEqualTo("m");
            var again = client.ask(
                    "message",
                    "{\"content\":\"hi\",\"client_message_id\":\"m\",\"stream\":false,\"on_busy\":\"reject\"}");
            assertThat(again.at("/payload/message_id")).isEqualTo(first.at("/payload/message_id"));
            assertThat(again.at("/payload/duplicate").asBoolean()).isTrue();
            assertThat(again.has("seq")).isFalse();
            assertThat(client.ask("message", "{\"content\":\"other\",\"client_message_id\":\"m\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("idempotency_conflict");
            assertThat(left(client)).as("duplicates and conflicts cost nothing").isEqualTo(9);
            client.await("stream_end");
            client.startSession();
            client.ask("message", "{\"content\":\"x\"}");
        }
    }

    @Test
    void fiftyRefusalsCloseTheConnection() {
        try (var client = Given.user().inSession()) {
            // One after the other, so that none is refused because the line is full.
            for (int i = 0; i < 10; i++) {
                client.say("hi");
                client.await("stream_end");
            }
            // One more may be taken in the time that this takes.
            for (int i = 0; i < 60 && client.closeCode().isEmpty(); i++) {
                client.socket()
                        .sendText("{\"type\":\"message\",\"payload\":" + SAY + "}", true)
                        .handle((sent, e) -> sent)
                        .join();
            }
            assertThat(client.awaitClose()).isEqualTo(4429);
            assertThat(client.seen("rate_limit_exceeded")).hasSize(50);
        }
    }
}
