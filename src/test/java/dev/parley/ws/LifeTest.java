package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Transactions;
import dev.parley.identity.Identities;
import dev.parley.identity.IdentityConfig;
import dev.parley.identity.Revocations;
import dev.parley.identity.TokenStore;
import dev.parley.testing.Given;
import dev.parley.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.websockets.next.OpenConnections;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LifeTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    @Inject
    TestClock clock;

    @Inject
    IdentityConfig config;

    @Inject
    Sockets sockets;

    @Inject
    OpenConnections connections;

    @Inject
    Identities identities;

    @Inject
    Revocations revocations;

    @Inject
    TokenStore store;

    @Inject
    Transactions transactions;

    @Test
    void aSocketEndsWithItsTokenUnlessItIsRenewed() {
        var user = Given.user();
        try (var client = user.inSession();
                var renewed = user.connected()) {
            clock.advance(config.jwt().accessTtl().minusSeconds(5));
            try {
                var fresh = user.again();
                assertThat(renewed.ask("authenticate", "{\"token\":\"" + fresh.accessToken() + "\"}")
                                .get("type")
                                .asText())
                        .isEqualTo("authenticated");
                clock.advance(Duration.ofSeconds(6));
                assertThat(client.awaitClose(SOON)).isEqualTo(4401);
                assertThat(renewed.ask("ping", "{}").get("type").asText()).isEqualTo("pong");
                assertThat(renewed.closeCode()).isEmpty();
            } finally {
                clock.advance(config.jwt().accessTtl().plusSeconds(1).negated());
            }
        }
    }

    @Test
    void aSilentSocketHearsAHeartbeat() {
        try (var client = Given.user().connected()) {
            for (int beats = 1; beats <= 3; beats++) {
                client.ask("ping", "{}");
                int heard = client.heartbeats().size();
                var seconds = new AtomicInteger();
                Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
                    sockets.tick();
                    seconds.incrementAndGet();
                    return client.heartbeats().size() > heard;
                });
                // Thirty; some more, as it is on its way for a moment, or less by those that really pass.
                assertThat(seconds.get()).isBetween(15, 50);
                assertThat(client.heartbeats()).hasSize(heard + 1);
            }
        }
    }

    @Test
    void onlyTheUsersOwnGoodTokenRenewsIt() {
        var user = Given.user();
        try (var client = user.connected()) {
            var answer = client.ask("authenticate", "{\"token\":\"" + user.accessToken() + "\"}");
            assertThat(Instant.parse(answer.at("/payload/expires_at").asText())).isAfter(clock.instant());
            for (var bad : new String[] {"", "x.y.z", user.refreshToken(), user.accessToken() + "x"}) {
                assertThat(client.ask("authenticate", "{\"token\":\"" + bad + "\"}")
                                .at("/payload/code")
                                .asText())
                        .isEqualTo("unauthenticated");
            }
            var other = Given.user().accessToken();
            assertThat(client.ask("authenticate", "{\"token\":\"" + other + "\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("forbidden");
            assertThat(client.ask("ping", "{}").get("type").asText()).isEqualTo("pong");
        }
    }

    @Test
    void aFreshTokenRenewsTheSocketWhateverIsUnderWay() {
        var user = Given.user();
        var over = new CompletableFuture<Void>();
        try (var client = user.connected()) {
            client.ask("ping", "{}"); // the server knows of it
            var socket = connections.stream()
                    .flatMap(each -> Stream.ofNullable(each.userData().get(Sockets.SOCKET)))
                    .filter(each -> each.caller().userId().equals(user.userId()))
                    .findFirst()
                    .orElseThrow();
            socket.inbox.later(over::join);
            assertThat(client.ask("authenticate", "{\"token\":\"" + user.again().accessToken() + "\"}")
                            .get("type")
                            .asText())
                    .isEqualTo("authenticated");
        } finally {
            over.complete(null);
        }
    }

    @Test
    void aSignOutOnAnotherReplicaOfWhichNoWordCameIsReadFromTheStore() {
        var user = Given.user();
        try (var client = user.connected()) {
            var family = identities
                    .verify(user.accessToken())
                    .orElseThrow()
                    .familyId()
                    .orElseThrow();
            transactions.write(() -> store.revoke(family, clock.instant()));
            revocations.read();
            assertThat(client.awaitClose(Duration.ofSeconds(1))).isEqualTo(4401);
        }
    }

    @Test
    void signingOutClosesTheSocketsOfThatSignIn() {
        var user = Given.user();
        try (var client = user.connected();
                var elsewhere = user.again().connected()) {
            String ticket = user.calls().post("/api/auth/ticket").path("ticket");
            user.logsOut();
            assertThat(client.awaitClose(Duration.ofSeconds(1))).isEqualTo(4401);
            assertThat(user.socket().refused()).isEqualTo(401);
            assertThat(user.socket().path("/ws?ticket=" + ticket).refused()).isEqualTo(401);
            assertThat(elsewhere.ask("ping", "{}").get("type").asText()).isEqualTo("pong");
        }
    }
}
