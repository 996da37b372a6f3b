package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BadInputTest {

    private static RawSocket raw() throws IOException {
        var socket = new RawSocket(RestAssured.port, Given.user().accessToken(), "/ws");
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private static void assertAlive(ChatClient client) {
        assertThat(client.ask("ping", "{}").get("type").asText()).isEqualTo("pong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello|invalid_message",
                "[]|invalid_message",
                "{}|invalid_message",
                "{\"type\":\"hello\",\"id\":\"i\"}|unknown_type",
                "{\"type\":\"ping\",\"id\":\"i\",\"extra\":1}|invalid_message",
                "{\"type\":\"message\",\"id\":\"i\",\"payload\":{\"content\":1}}|invalid_message",
                "{\"type\":\"message\",\"id\":\"i\",\"payload\":{\"content\":\"a\",\"timestamp\":\"x\"}}|invalid_message",
                "{\"type\":\"message\",\"id\":\"i\",\"payload\":{\"content\":\"\"}}|invalid_message",
                "{\"type\":\"message\",\"id\":\"i\",\"payload\":{\"content\":\" \\n\\u00a0\"}}|invalid_message",
                "{\"type\":\"message\",\"id\":\"i\",\"payload\":{\"content\":\"a\",\"channel\":\"fax\"}}|invalid_message",
                "{\"type\":\"start_session\",\"id\":\"i\",\"payload\":{\"preferred_channel\":\"fax\"}}|invalid_message"
            })
    void aBadFrameGetsAnErrorAndTheConnectionStaysOpen(String frame, String code) {
        try (var client = Given.user().inSession()) {
            client.raw(frame);
            var error = client.awaitError(code);
            assertThat(error.at("/payload/retryable").asBoolean()).isFalse();
            assertThat(error.at("/payload/message").asText()).isNotBlank();
            assertThat(error.path("in_reply_to").asText()).isEqualTo(frame.contains("\"id\"") ? "i" : "");
            assertAlive(client);
        }
    }

    @Test
    void contentIsCountedInCodePointsAfterTrimming() {
        try (var client = Given.user().inSession()) {
            var rocket = "\ud83d\ude80";
            client.send("message", "{\"content\":\"  " + "\u00e9".repeat(32_000) + "  \",\"stream\":false}");
            client.await("message_received");
            client.send("message", "{\"content\":\"" + "a".repeat(32_001) + "\"}");
            client.awaitError("invalid_message");
            client.send("message", "{\"content\":\"" + rocket.repeat(16_300) + "\"}");
            client.await("message_received");
        }
    }

    @Test
    void aFrameOverTheLimitIsClosedWithAReasonThatCanBeRead() throws IOException {
        try (var socket = raw()) {
            var frame = "{\"type\":\"ping\",\"payload\":{}}";
            socket.text(frame + " ".repeat(65_536 - frame.length()));
            assertThat(socket.readText()).contains("pong");
            socket.text(frame + " ".repeat(65_537 - frame.length()));
            assertThat(socket.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void aFrameOfManyMegabytesIsClosedToo() throws IOException {
        try (var socket = raw()) {
            try {
                socket.frame(true, RawSocket.TEXT, new byte[8 << 20]);
            } catch (IOException e) {
                // The server need not take all of it.
            }
            assertThat(socket.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void invalidUtf8IsClosed() throws IOException {
        try (var socket = raw()) {
            socket.frame(true, RawSocket.TEXT, new byte[] {'{', (byte) 0xc3, 0x28, '}'});
            assertThat(socket.readClose()).isEqualTo(1007);
        }
        try (var socket = raw()) {
            socket.frame(false, RawSocket.TEXT, new byte[] {'"', (byte) 0xe2, (byte) 0x82});
            socket.frame(true, RawSocket.CONTINUATION, new byte[] {0x28, '"'});
            assertThat(socket.readClose()).isEqualTo(1007);
        }
        try (var socket = raw()) {
            var text = "{\"type\":\"ping\",\"payload\":{\"a\":\"\u20ac\"}}".getBytes(StandardCharsets.UTF_8);
            int half = text.length - 5;
            socket.frame(false, RawSocket.TEXT, java.util.Arrays.copyOf(text, half));
            socket.frame(true, RawSocket.CONTINUATION, java.util.Arrays.copyOfRange(text, half, text.length));
            assertThat(socket.readText()).contains("\u20ac");
        }
    }

    @Test
    void binaryFramesAreClosed() {
        try (var client = Given.user().connected()) {
            client.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
            assertThat(client.awaitClose()).isEqualTo(1003);
        }
    }

    @Test
    void aFlooderIsToldAndClosed() throws Exception {
        try (var client = Given.user().connected()) {
            for (int i = 0; i < 100 && client.closeCode().isEmpty(); i++) {
                for (int n = 0; n < 12; n++) {
                    client.socket()
                            .sendText("{\"type\":\"ping\"}", true)
                            .handle((sent, e) -> sent)
                            .join();
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(client.awaitClose()).isEqualTo(4429);
            assertThat(client.seen().getLast().get("type").asText()).isEqualTo("rate_limit_exceeded");
        }
    }

    @Test
    void aReaderThatDoesNotReadIsCutOff() throws IOException {
        try (var socket = raw()) {
            socket.text("{\"type\":\"start_session\"}");
            assertThat(socket.readText()).contains("session_started");
            for (int i = 0; i < 10; i++) {
                socket.text("{\"type\":\"message\",\"payload\":{\"content\":\"/stream 100000\"}}");
            }
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(socket::cut);
        }
    }

    @Test
    void noNonsenseIsAnInternalError() {
        var random = new Random(7);
        var frames = dev.parley.testing.Frames.generator(random);
        for (int round = 0; round < 10; round++) {
            try (var client = Given.user().inSession()) {
                for (int i = 0; i < 250; i++) {
                    client.raw(frames.get());
                    if (i % 50 == 49) {
                        client.ask("ping", "{}");
                    }
                }
                client.settled();
                assertAlive(client);
                assertThat(client.seen("error"))
                        .noneMatch(error -> error.at("/payload/code").asText().equals("internal"));
            }
        }
    }
}
