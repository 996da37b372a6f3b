package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Given;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.websockets.next.OpenConnections;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

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
}
