package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UpgradeTest {

    static {
        // The JDK's client keeps Host to itself unless told otherwise.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
    }

    private static ChatClient.Opening opening() {
        return ChatClient.to(RestAssured.port);
    }

    @Test
    void aTokenInTheHeaderOpensTheSocket() {
        try (var client = Given.user().connected()) {
            assertThat(client.ask("ping", "{}").path("type").asText()).isEqualTo("pong");
        }
    }

    @Test
    void aTokenInTheSubprotocolOpensTheSocket() {
        var header = "quarkus-http-upgrade#Authorization#Bearer " + Given.user().accessToken();
        var encoded = URLEncoder.encode(header, StandardCharsets.UTF_8).replace("+", "%20");
        try (var client =
                opening().subprotocols("bearer-token-carrier", encoded).open()) {
            assertThat(client.subprotocol()).isEqualTo("bearer-token-carrier");
            assertThat(client.ask("ping", "{}").path("type").asText()).isEqualTo("pong");
        }
    }

    @Test
    void aTicketOpensOneSocket() {
        String ticket = Given.user().calls().post("/api/auth/ticket").path("ticket");
        try (var client = opening().path("/ws?ticket=" + ticket).open()) {
            assertThat(client.ask("ping", "{}").path("type").asText()).isEqualTo("pong");
        }
        assertThat(opening().path("/ws?ticket=" + ticket).refused()).isEqualTo(401);
    }

    @Test
    void nobodyComesInWithoutAGoodToken() {
        assertThat(opening().refused()).isEqualTo(401);
        assertThat(opening().token("x.y.z").refused()).isEqualTo(401);
        assertThat(opening().header("Authorization", "Basic YTpi").refused()).isEqualTo(401);
        assertThat(opening().path("/ws?ticket=nope").refused()).isEqualTo(401);
        assertThat(opening().token(Given.user().refreshToken()).refused()).isEqualTo(401);
    }

    @Test
    void thePathMustBeTheCallersOwn() {
        var user = Given.user();
        try (var client = user.socket().path("/ws/" + user.userId()).open()) {
            assertThat(client.ask("ping", "{}").path("type").asText()).isEqualTo("pong");
        }
        assertThat(user.socket().path("/ws/" + Given.user().userId()).refused()).isEqualTo(403);
        assertThat(user.socket().path("/ws/me").refused()).isEqualTo(403);
        assertThat(user.socket().path("/ws/").refused()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example", ""})
    void aForeignPageIsRefusedBeforeItsTokenIsLookedAt(String origin) {
        assertThat(Given.user().socket().header("Origin", origin).refused()).isEqualTo(403);
        assertThat(opening().token("bad").header("Origin", origin).refused()).isEqualTo(403);
    }

    @Test
    void theServersOwnPageComesIn() {
        try (var client = Given.user()
                .socket()
                .header("Origin", "http://127.0.0.1:" + RestAssured.port)
                .open()) {
            assertThat(client.ask("ping", "{}").path("type").asText()).isEqualTo("pong");
        }
    }

    @Test
    void aTokenInTheQueryIsRefusedEvenBesideAGoodHeader() {
        var user = Given.user();
        for (var name : new String[] {"token", "access_token", "Authorization", "jwt", "anything"}) {
            var path = "/ws?" + name + "=" + user.accessToken();
            assertThat(user.socket().path(path).refused()).as(name).isEqualTo(401);
            assertThat(opening().path(path).refused()).as(name).isEqualTo(401);
        }
    }

    @Test
    void aQueryThatCannotBeReadIsNoFaultOfTheServer() throws IOException {
        try (var socket = new RawSocket(RestAssured.port, Given.user().accessToken(), "/ws?a=%zz")) {
            assertThat(socket.status()).isBetween(101, 499);
        }
    }

    @Test
    void aFrameRightBehindTheUpgradeIsHeard() {
        var user = Given.user();
        for (int i = 0; i < 200; i++) {
            try (var client = user.connected()) {
                assertThat(client.ask("ping", "{}").get("type").asText()).isEqualTo("pong");
            }
        }
    }
}
