package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.Given;
import dev.parley.testing.LogLines;
import dev.parley.testing.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.websockets.next.OpenConnections;
import io.quarkus.websockets.next.WebSocketConnection;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class HandshakeTest {

    @Inject
    OpenConnections connections;

    @Test
    void theRequestThatOpenedASocketAndItsTokenAreNotKept() {
        var user = Given.user();
        try (var client = user.inSession()) {
            assertThat(connections.stream()).isNotEmpty().allSatisfy(connection -> assertThat(
                            connection.handshakeRequest().headers())
                    .isEmpty());
            assertThat(connections.stream().map(WebSocketConnection::userData))
                    .allSatisfy(data -> assertThat(data.get(Upgrade.CHANNEL)).isNull());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nothing and a reset, '', true",
        "a close, 88 80 00 00 00 00, false",
        "a close and a reset, 88 80 00 00 00 00, true",
        "no frame at all, ff ff ff, false",
        "no frame at all and a reset, ff ff ff, true",
        "a frame without a mask, 81 01 61, false",
        "a binary frame, 82 81 00 00 00 00 61, false",
        "invalid UTF-8, 81 81 00 00 00 00 ff, false",
        "a frame that is too large, 81 ff 00 00 00 00 ff ff ff ff, false"
    })
    void whatComesRightBehindTheHandshakeLeavesNothingBehind(String what, String bytes, boolean reset)
            throws IOException {
        var user = Given.user();
        long before = connections.stream().count();
        try (var log = LogLines.listen()) {
            for (int i = 0; i < 60; i++) {
                try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
                    socket.setSoLinger(reset, 0);
                    socket.setSoTimeout(5_000);
                    var out = new ByteArrayOutputStream();
                    out.writeBytes(RawSocket.handshake(socket, user.accessToken(), "/ws"));
                    out.writeBytes(HexFormat.ofDelimiter(" ").parseHex(bytes));
                    socket.getOutputStream().write(out.toByteArray());
                    if (!reset) {
                        socket.getInputStream().readAllBytes();
                    }
                }
            }
            await().untilAsserted(() -> assertThat(connections.stream().count()).isEqualTo(before));
            assertThat(log.lines())
                    .noneMatch(line -> line.matches(".*(Uncaught|WebSocket is closed|failed, error|already closed).*"));
        }
    }
}
