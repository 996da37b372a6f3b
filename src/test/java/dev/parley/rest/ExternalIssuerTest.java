package dev.parley.rest;

import static dev.parley.testing.Person.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.parley.identity.Caller;
import dev.parley.identity.Identities;
import dev.parley.testing.Person;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.Test;

/** With the three settings of an external issuer, its tokens open the door, and nobody signs in here. */
@QuarkusTest
@WithTestResource(ExternalIssuerTest.Issuer.class)
class ExternalIssuerTest {

    private static final String ISSUER = "https://issuer.example";
    private static final KeyPair KEYS = keys();

    @Inject
    Identities identities;

    private static String token(String issuer, String audience, KeyPair keys) {
        return Jwt.issuer(issuer)
                .audience(audience)
                .subject("auth0|12")
                .groups("user")
                .expiresIn(60)
                .jws()
                .keyId("one")
                .sign(keys.getPrivate());
    }

    @Test
    void theIssuersTokensAreBelieved() {
        var token = token(ISSUER, "chat", KEYS);

        given().auth()
                .oauth2(token)
                .get("/api/auth/me")
                .then()
                .statusCode(200)
                .body("user_id", equalTo("auth0|12"), "roles", contains("user"), "size()", equalTo(2));
        given().auth().oauth2(token).post("/api/auth/ticket").then().statusCode(201);
        assertThat(identities.verify(token).map(Caller::userId)).contains("auth0|12");
    }

    @Test
    void nobodyElsesAre() {
        for (var token : new String[] {
            token("https://other.example", "chat", KEYS), token(ISSUER, "mail", KEYS), token(ISSUER, "chat", keys())
        }) {
            given().auth().oauth2(token).get("/api/auth/me").then().statusCode(401);
        }
    }

    @Test
    void signingInHereIsForbidden() {
        var body = Map.of("email", Person.newEmail(), "password", Person.PASSWORD);
        json(body).post("/api/auth/register").then().statusCode(403).body("code", equalTo("forbidden"));
        json(body).post("/api/auth/login").then().statusCode(403).body("code", equalTo("forbidden"));
        json(Map.of("refresh_token", "x")).post("/api/auth/refresh").then().statusCode(403);
        json(Map.of("refresh_token", "x")).post("/api/auth/logout").then().statusCode(204);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves the issuer's public keys. */
    public static final class Issuer implements QuarkusTestResourceLifecycleManager {

        private final HttpServer server = server();

        private static HttpServer server() {
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Map<String, String> start() {
            server.createContext("/jwks", exchange -> {
                var body = jwks().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            return Map.of(
                    "parley.jwt.jwks-url",
                    "http://localhost:" + server.getAddress().getPort() + "/jwks",
                    "parley.jwt.issuer",
                    ISSUER,
                    "parley.jwt.audience",
                    "chat");
        }

        @Override
        public void stop() {
            server.stop(0);
        }

        private static String jwks() {
            var key = new RsaJsonWebKey((RSAPublicKey) KEYS.getPublic());
            key.setKeyId("one");
            return "{\"keys\":[" + key.toJson() + "]}";
        }
    }
}
