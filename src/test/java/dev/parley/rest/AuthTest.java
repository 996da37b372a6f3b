package dev.parley.rest;

import static dev.parley.testing.Person.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.matchesPattern;

import dev.parley.identity.Caller;
import dev.parley.identity.Identities;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuthTest {

    @Inject
    Identities identities;

    @Test
    void aPersonRegistersSignsInAndIsKnown() {
        var email = Person.newEmail();
        String id = json(Map.of(
                        "email", " " + email.toUpperCase() + " ", "password", "correct horse", "display_name", "Ann"))
                .post("/api/auth/register")
                .then()
                .statusCode(201)
                .body("email", equalTo(email), "display_name", equalTo("Ann"))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .body("size()", equalTo(4))
                .extract()
                .path("user_id");

        String token = login(email, "correct horse")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"), "expires_in", equalTo(900), "refresh_token", hasLength(43))
                .body("size()", equalTo(4))
                .extract()
                .path("access_token");

        given().auth()
                .oauth2(token)
                .get("/api/auth/me")
                .then()
                .statusCode(200)
                .body("user_id", equalTo(id), "email", equalTo(email), "roles", contains("user"));
        assertThat(identities.verify(token).map(Caller::userId)).contains(id);
    }

    @Test
    void withoutADisplayNameTheAddressStandsIn() {
        var email = Person.newEmail();
        json(Map.of("email", email, "password", Person.PASSWORD))
                .post("/api/auth/register")
                .then()
                .body("display_name", equalTo(email.substring(0, email.indexOf('@'))));
    }

    @Test
    void anAdministratorsAddressGetsTheRole() {
        json(Map.of("email", "Root@Example.com", "password", Person.PASSWORD)).post("/api/auth/register");
        String token = login("root@example.com", Person.PASSWORD).path("access_token");

        given().auth().oauth2(token).get("/api/auth/me").then().body("roles", contains("admin", "user"));
    }

    @Test
    void anAddressHasOneAccount() {
        var ann = Person.signedIn();
        json(Map.of("email", ann.email().toUpperCase(), "password", "another password"))
                .post("/api/auth/register")
                .then()
                .statusCode(409)
                .body("code", equalTo("email_taken"));
    }

    @Test
    void anUnknownAddressAndAWrongPasswordAreAnsweredAlike() {
        var ann = Person.signedIn();
        var wrong = login(ann.email(), "wrong password");
        var unknown = login(Person.newEmail(), "wrong password");

        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(wrong.asString()).isEqualTo(unknown.asString());
        assertThat(login(Person.newEmail(), "short").statusCode()).isEqualTo(401);

        // In turns, so that whatever else the machine does slows both down. One hash less would be a tenth of the time.
        long known = Long.MAX_VALUE;
        long none = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            known = Math.min(known, nanos(() -> login(ann.email(), "wrong password")));
            none = Math.min(none, nanos(() -> login(Person.newEmail(), "wrong password")));
        }
        assertThat((double) none / known).isBetween(0.33, 3.0);
    }

    @Test
    void aPasswordOfBlanksIsAPassword() {
        var email = Person.newEmail();
        json(Map.of("email", email, "password", " ".repeat(8))).post("/api/auth/register");

        assertThat(login(email, " ".repeat(8)).statusCode()).isEqualTo(200);
        assertThat(login(email, " ".repeat(9)).statusCode()).isEqualTo(401);
    }

    @Test
    void theSeventyThirdCharacterOfAPasswordCounts() {
        var email = Person.newEmail();
        json(Map.of("email", email, "password", "p".repeat(73))).post("/api/auth/register");

        assertThat(login(email, "p".repeat(72) + "q").statusCode()).isEqualTo(401);
        assertThat(login(email, "p".repeat(73)).statusCode()).isEqualTo(200);
    }

    @Test
    void twoHundredSignInsAtOnceAreServedOrRefusedAndTheServerGoesOn() throws Exception {
        var ann = Person.signedIn();

        var statuses = Race.of(200, () -> login(ann.email(), ann.password()).statusCode());

        assertThat(new HashSet<>(statuses)).containsExactlyInAnyOrder(200, 429);
        assertThat(login(ann.email(), ann.password()).statusCode()).isEqualTo(200);
    }

    private static Response login(String email, String password) {
        return json(Map.of("email", email, "password", password)).post("/api/auth/login");
    }

    private static long nanos(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return System.nanoTime() - start;
    }
}
