package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Given;
import dev.parley.testing.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in more than one frame. */
@QuarkusTest
class FragmentTest {

    private static final int RSV1 = 0x40;

    private static RawSocket raw() throws IOException {
        return new RawSocket(RestAssured.port, Given.user().accessToken(), "/ws");
    }

    private static void send(RawSocket socket, List<String> parts) throws IOException {
        for (int i = 0; i < parts.size(); i++) {
            socket.frame(
                    i == parts.size() - 1,
                    i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION,
                    parts.get(i).getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"|{'type':'ping'}", "||{'type':'ping'}|", "{'type'||:'ping'}", "{'type':'ping'}|"})
    void partsMayBeEmpty(String parts) throws IOException {
        try (var socket = raw()) {
            for (int i = 0; i < 2; i++) {
                send(socket, List.of(parts.replace('\'', '"').split("\\|", -1)));
                assertThat(socket.readText()).contains("\"pong\"");
            }
        }
    }

    @Test
    void togetherTheyKeepToTheLimit() throws IOException {
        try (var socket = raw()) {
            send(socket, List.of(" ".repeat(40_000), " ".repeat(20_000), " ".repeat(20_000)));
            assertThat(socket.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void nobodyAgreedOnABitForExtensions() throws IOException {
        try (var socket = raw()) {
            socket.frame(true, RawSocket.TEXT | RSV1, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.readClose()).isEqualTo(1002);
        }
    }
}
