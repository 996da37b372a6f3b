package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.Given;
import dev.parley.testing.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.websockets.next.OpenConnections;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client that floods, or does not read, can make the server keep. Source: threat 20 of the security design. */
@QuarkusTest
class MemoryTest {

    private static final long MOST = 32 << 20;
    private static final int CLIENTS = 8;
    private static final String LARGE = "x".repeat(30_000);

    @Inject
    Sockets sockets;

    @Inject
    OpenConnections connections;

    @Test
    void aFloodOfLargeFramesGrowsNothing() throws IOException {
        var user = Given.user();
        long before = used();
        var flooders = new ArrayList<RawSocket>();
        for (int i = 0; i < CLIENTS; i++) {
            flooders.add(new RawSocket(RestAssured.port, user.accessToken(), "/ws"));
        }
        for (int i = 0; i < 300; i++) {
            for (var flooder : flooders) {
                trySending(flooder, "{\"type\":\"message\",\"payload\":{\"content\":\"" + LARGE + "\"}}");
            }
        }
        assertThat(used() - before).isLessThan(MOST);
        for (var flooder : flooders) {
            flooder.close();
        }
    }

    @Test
    void aReaderThatTakesNothingIsKeptSmallAndClosedAfterEightSeconds() throws IOException {
        var user = Given.user();
        long before = used();
        try (var reader = new RawSocket(RestAssured.port, user.accessToken(), "/ws")) {
            reader.text("{\"type\":\"start_session\"}");
            assertThat(reader.readText()).contains("session_started");
            var socket = connections.stream()
                    .map(connection -> connection.userData().get(Sockets.SOCKET))
                    .filter(each -> each.caller().userId().equals(user.userId()))
                    .findFirst()
                    .orElseThrow();
            await().during(Duration.ofMillis(300)).until(() -> {
                boolean full = socket.congested();
                for (int i = 0; i < 50 && !socket.congested(); i++) {
                    socket.send("{\"type\":\"pong\",\"payload\":{\"x\":\"" + LARGE + "\"}}");
                }
                return full;
            });
            assertThat(used() - before).isLessThan(MOST);

            // The clock ticks too, once a second.
            IntStream.range(0, 4).forEach(second -> sockets.tick());
            assertThat(socket.closing()).isFalse();
            IntStream.range(0, 8).forEach(second -> sockets.tick());

            assertThat(socket.closing()).isTrue();
            assertThat(reader.readClose()).isEqualTo(CloseCode.SLOW_READER.code());
        }
    }

    /** The server may have had enough, and says so; then there is nobody to send to. */
    private static void trySending(RawSocket flooder, String text) {
        try {
            flooder.text(text);
        } catch (IOException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(broken pipe|reset|closed|abort).*");
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
