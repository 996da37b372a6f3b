package dev.parley.ws;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChatClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Where TLS is demanded, nothing is said without it. */
@QuarkusTest
@TestProfile(TlsDemandedTest.Demanded.class)
class TlsDemandedTest {

    public static final class Demanded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(new TlsTest.Encrypted().getConfigOverrides());
            settings.put("quarkus.http.insecure-requests", "redirect");
            return settings;
        }
    }

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void callsAreSentToTheEncryptedPort() {
        for (var path : new String[] {"/api/auth/me", "/answers/x", "/q/health/live"}) {
            var location = given().redirects()
                    .follow(false)
                    .get("http://localhost:" + port + path)
                    .then()
                    .statusCode(301)
                    .extract()
                    .header("Location");
            assertThat(location).startsWith("https://").endsWith(path);
        }
    }

    @Test
    void noSocketIsOpenedInTheClear() {
        assertThat(ChatClient.to(port).refused()).isEqualTo(301);
    }
}
