package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Chat;
import dev.parley.testing.ChatClient;
import dev.parley.testing.SseReader;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AnswerStreamTest {

    @TestHTTPResource
    URI server;

    private Chat chat;

    @BeforeEach
    void open() {
        chat = Chat.open();
    }

    private static String text(SseReader reader) {
        var text = new StringBuilder();
        for (var event : reader.events()) {
            if (event.type().equals("stream_chunk")) {
                var payload = event.data().path("payload");
                text.replace(
                        payload.path("offset").asInt(),
                        text.length(),
                        payload.path("content").asText());
            }
        }
        return text.toString();
    }

    private static String end(SseReader reader, String field) {
        return reader.events().getLast().data().path("payload").path(field).asText();
    }

    @Test
    void theAnswerIsStreamedToItsEnd() throws Exception {
        try (var reader = chat.stream(server, "{\"content\":\"/stream 20\",\"client_message_id\":\"c1\"}")) {
            var events = reader.awaitEnd();
            assertThat(reader.response().statusCode()).isEqualTo(200);
            assertThat(reader.types())
                    .startsWith("message_received", "agent_status", "agent_status", "stream_start", "stream_chunk")
                    .endsWith("stream_end");
            assertThat(end(reader, "finish_reason")).isEqualTo("complete");
            assertThat(text(reader)).isEqualTo(end(reader, "content")).contains("20");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.data().path("type").asText()).isEqualTo(event.type());
                assertThat(event.id().isPresent()).isEqualTo(event.data().has("seq"));
            });
        }
    }

    @Test
    void aModelThatIsFasterThanItsReaderCutsNothingOff() throws Exception {
        try (var reader = chat.stream(server, "{\"content\":\"/stream 20000\"}")) {
            reader.awaitEnd();
            assertThat(reader.types()).endsWith("stream_end");
            assertThat(text(reader)).isEqualTo(end(reader, "content")).contains("20000");
        }
    }

    @Test
    void aSecondMessageWaitsAndIsNotShownTheFirstAnswer() throws Exception {
        try (var first = chat.stream(server, "{\"content\":\"/stream 20 40\"}")) {
            first.await("stream_start");
            try (var second = chat.stream(server, "{\"content\":\"hello\"}")) {
                second.awaitEnd();
                first.awaitEnd();
                assertThat(Collections.frequency(second.types(), "stream_start"))
                        .isOne();
                assertThat(Collections.frequency(second.types(), "stream_end")).isOne();
                assertThat(text(second)).isEqualTo(end(second, "content")).contains("Hello");
                assertThat(text(first)).isEqualTo(end(first, "content")).contains("20");
            }
        }
    }

    @Test
    void aFailureBeforeTheFirstWordEndsTheStreamAfterItsError() throws Exception {
        try (var reader = chat.stream(server, "{\"content\":\"/fail\"}")) {
            reader.awaitEnd();
            assertThat(reader.types()).contains("error").doesNotContain("stream_start");
        }
    }

    @Test
    void aMessageSentAgainIsShownItsAnswerAgain() throws Exception {
        var body = "{\"content\":\"/stream 10 30\",\"client_message_id\":\"c1\"}";
        try (var first = chat.stream(server, body)) {
            first.await("stream_chunk");
            try (var again = chat.stream(server, body)) {
                again.awaitEnd();
                first.awaitEnd();
                assertThat(again.events()
                                .getFirst()
                                .data()
                                .path("payload")
                                .path("duplicate")
                                .asBoolean())
                        .isTrue();
                assertThat(text(again)).isEqualTo(text(first)).isEqualTo(end(again, "content"));
            }
        }
        chat.awaitRest();
        chat.sayAndWait("something else");
        try (var late = chat.stream(server, body)) {
            late.awaitEnd();
            assertThat(late.types()).startsWith("message_received").endsWith("stream_end");
            assertThat(Collections.frequency(late.types(), "stream_start")).isOne();
        }
    }

    @Test
    void aMessageThatFailedAndIsSentAgainIsNotWaitedFor() throws Exception {
        var body = "{\"content\":\"/fail\",\"client_message_id\":\"c1\"}";
        try (var first = chat.stream(server, body)) {
            first.awaitEnd();
        }
        chat.awaitRest();
        try (var again = chat.stream(server, body)) {
            again.awaitEnd();
            assertThat(again.types()).startsWith("message_received").doesNotContain("stream_start");
        }
    }

    @Test
    void anIdempotencyKeyNamesTheMessage() throws Exception {
        var request = SseReader.request(server, chat.person(), chat.path() + "/messages")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k1");
        try (var first = SseReader.open(request.POST(BodyPublishers.ofString("{\"content\":\"hi\"}"))
                        .build());
                var again = SseReader.open(request.build())) {
            first.awaitEnd();
            again.awaitEnd();
            assertThat(end(again, "message_id")).isEqualTo(end(first, "message_id"));
        }
        try (var other = SseReader.open(
                request.POST(BodyPublishers.ofString("{\"content\":\"ho\"}")).build())) {
            assertThat(other.response().statusCode()).isEqualTo(422);
        }
    }

    @Test
    void whoWaitsForAMessageThatIsTakenOutOfTheLineIsTold() throws Exception {
        chat.say("/hang");
        try (var reader = chat.stream(server, "{\"content\":\"hi\"}");
                var client = ChatClient.to(server.getPort())
                        .token(chat.person().accessToken())
                        .open()) {
            var id = reader.await("message_received")
                    .data()
                    .at("/payload/message_id")
                    .asText();
            client.send("cancel", "{\"session_id\":\"" + chat.sessionId() + "\",\"message_id\":\"" + id + "\"}");
            reader.awaitEnd();
            assertThat(reader.types()).endsWith("message_status");
        }
    }

    @Test
    void theStreamEndsWithTheSession() throws Exception {
        try (var reader = chat.stream(server, "{\"content\":\"/hang\"}")) {
            reader.await("message_received");
            chat.person().calls().delete(chat.path()).then().statusCode(204);
            reader.awaitEnd();
        }
    }
}
