package dev.parley.rest;

import static dev.parley.testing.Person.json;
import static dev.parley.testing.Refusals.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.testing.ManualTicker;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With limits of five a minute, on a time that a test moves. */
@QuarkusTest
@TestProfile(SignInLimitTest.Narrow.class)
class SignInLimitTest {

    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.limit.sign-in", "5", "parley.limit.api", "5");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(StillTicker.class);
        }
    }

    @Singleton
    @Alternative
    static class StillTicker {
        @Produces
        @Singleton
        @Alternative
        static ManualTicker ticker() {
            return new ManualTicker();
        }
    }

    @Inject
    ManualTicker ticker;

    @BeforeEach
    void aMinuteLater() {
        ticker.advance(Duration.ofMinutes(2));
    }

    private static Response login(String email, String password) {
        return json(Map.of("email", email, "password", password)).post("/api/auth/login");
    }

    @Test
    void attemptsFromOneAddressAreCountedWhateverIsInThemAndWhereverTheyClaimToComeFrom() {
        assertThat(login(Person.newEmail(), "wrong password").statusCode()).isEqualTo(401);
        assertThat(json("{").post("/api/auth/login").statusCode()).isEqualTo(400);
        assertThat(json("{}").post("/api/auth/register").statusCode()).isEqualTo(400);
        assertThat(json(Map.of("refresh_token", "x")).post("/api/auth/refresh").statusCode())
                .isEqualTo(401);
        assertThat(given().contentType("text/plain")
                        .body("x")
                        .header("X-Forwarded-For", "9.9.9.9")
                        .post("/api/auth/login")
                        .statusCode())
                .isEqualTo(415);
        login(Person.newEmail(), "wrong password");

        for (var header : new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP"}) {
            var value = header.equals("Forwarded") ? "for=203.0.113.9" : "203.0.113.9";
            var refused = json(Map.of("email", Person.newEmail(), "password", "wrong password"))
                    .header(header, value)
                    .post("/api/auth/login");
            problem(refused, 429, "rate_limited").body("level", equalTo("sign_in"), "retry_after_ms", equalTo(12_000));
            assertThat(refused.header("Retry-After")).isEqualTo("12");
            assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        }
    }

    @Test
    void theRightPasswordGetsInAfterAMinuteAtMost() {
        var ann = Person.signedIn();
        for (int i = 0; i < 20; i++) {
            login(ann.email(), "wrong password");
        }
        assertThat(login(ann.email(), ann.password()).statusCode()).isEqualTo(429);
        ticker.advance(Duration.ofSeconds(60));
        assertThat(login(ann.email().toUpperCase(), ann.password()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSixthCallOfTheApiIsRefusedAndAnotherUserIsNotTouched() {
        var ann = Person.signedIn();
        var bob = Person.signedIn();
        for (int left = 4; left >= 0; left--) {
            ann.calls().get("/api/auth/me").then().statusCode(200).header("X-RateLimit-Remaining", "" + left);
        }
        var refused = ann.calls().get("/api/auth/me");
        problem(refused, 429, "rate_limited").body("level", equalTo("api"), "retry_after_ms", equalTo(12_000));
        assertThat(refused.header("RateLimit")).isEqualTo("\"api\";r=0;t=12");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"api\";q=5;w=60");
        bob.calls().get("/api/auth/me").then().statusCode(200);

        ticker.advance(Duration.ofSeconds(12));
        ann.calls().get("/api/auth/me").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.2, false",
        "::ffff:10.1.2.3, 10.1.2.3, true",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:ffff::1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "fe80::1%eth0, fe80::1, true",
        "nonsense, other, false"
    })
    void anIpv6ClientHasAWholeSite(String one, String other, boolean same) {
        assertThat(SignInLimits.network(one).equals(SignInLimits.network(other)))
                .isEqualTo(same);
    }
}
