package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Given;
import dev.parley.testing.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A socket over TLS: what Parley writes next to the network must still be encrypted. */
@QuarkusTest
@TestProfile(TlsTest.Encrypted.class)
class TlsTest {

    private static final String PASSWORD = "changeit";
    private static final Path STORE = Path.of("target", "tls-test.p12").toAbsolutePath();

    public static final class Encrypted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                makeKey();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    "quarkus.http.test-ssl-port",
                    "0",
                    "quarkus.http.insecure-requests",
                    "enabled",
                    "quarkus.tls.key-store.p12.path",
                    STORE.toString(),
                    "quarkus.tls.key-store.p12.password",
                    PASSWORD);
        }
    }

    private static void makeKey() throws IOException, InterruptedException {
        Files.deleteIfExists(STORE);
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "parley",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        STORE.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
    }

    @ConfigProperty(name = "quarkus.http.test-ssl-port")
    int port;

    @Test
    void anAnswerStreamsAndAViolationIsToldWhyThroughTls() throws Exception {
        var token = Given.user().accessToken();
        try (var socket = new RawSocket(trusting().getSocketFactory().createSocket("127.0.0.1", port), token, "/ws")) {
            socket.text("{\"type\":\"start_session\"}");
            assertThat(socket.readText()).contains("\"session_started\"");
            socket.text("{\"type\":\"message\",\"payload\":{\"content\":\"/stream 20 1\"}}");
            String text = "";
            while (!text.contains("\"stream_end\"")) {
                text = socket.readText();
            }
            assertThat(text).contains("\"finish_reason\":\"complete\"");

            socket.frame(true, RawSocket.BINARY, new byte[] {1});

            assertThat(socket.readClose()).isEqualTo(CloseCode.UNSUPPORTED_DATA.code());
        }
    }

    @Test
    void http2KnowsNoUpgrade() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/ws"))
                .header("Authorization", "Bearer " + Given.user().accessToken())
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .timeout(Duration.ofSeconds(10))
                .build();
        try (var client = HttpClient.newBuilder()
                .sslContext(trusting())
                .version(HttpClient.Version.HTTP_2)
                .build()) {
            for (int i = 0; i < 2; i++) {
                var response = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.statusCode()).isEqualTo(400);
            }
        }
    }

    private static SSLContext trusting() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(STORE)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
