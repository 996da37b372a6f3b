package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.Chat;
import dev.parley.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readers of streams may go at any time; that is no fault of the server, and its log says none. */
@QuarkusTest
class LeavingTest {

    private static final int READERS = 10;

    @TestHTTPResource
    URI server;

    @Inject
    Problems problems;

    @Test
    void aReaderThatLeavesIsNotLoggedAsAFault() throws IOException {
        var chats = IntStream.range(0, READERS).mapToObj(i -> Chat.open()).toList();
        try (var log = LogLines.listen()) {
            for (var chat : chats) {
                readSomethingAndLeave(chat);
            }
            await().until(() -> chats.stream().allMatch(LeavingTest::answered));
            assertThat(log.lines())
                    .noneMatch(line -> line.matches(".*(Request failed|impossible to send|Failed to mark).*"));
        }
    }

    @Test
    void nobodyIsToldOfAConnectionThatIsTorn() {
        try (var log = LogLines.listen();
                var answer = problems.map(new ClosedChannelException())) {
            assertThat(answer.getStatus()).isEqualTo(499);
            assertThat(answer.hasEntity()).isFalse();
            assertThat(log.lines()).noneMatch(line -> line.contains("Request failed"));
        }
    }

    private static boolean answered(Chat chat) {
        return chat.get("/messages").extract().path("items.any { it.role == 'assistant' }");
    }

    private void readSomethingAndLeave(Chat chat) throws IOException {
        var body = "{\"content\":\"/stream 400 1\"}";
        var request = String.join(
                "\r\n",
                "POST " + chat.path() + "/messages HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + chat.person().accessToken(),
                "Accept: text/event-stream",
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "",
                body);
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoLinger(true, 0); // closing tears it
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(1_500);
        }
    }
}
