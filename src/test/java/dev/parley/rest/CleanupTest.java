package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import dev.parley.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CleanupTest {

    private static final String CLEANUP = "/api/sessions/cleanup/expired";

    @Inject
    TestClock clock;

    private static String administratorsToken() {
        var root = Map.of("email", "root@example.com", "password", Person.PASSWORD);
        Person.json(root).post("/api/auth/register");
        return Person.json(root).post("/api/auth/login").path("access_token");
    }

    @Test
    void anAdministratorExpiresWhatIsDueAndNobodyElseDoes() {
        var idle = Chat.open();
        var asked = Chat.open(idle.person());
        var request = asked.question("/ask May I?");
        clock.advance(Duration.ofHours(48));
        var owner = idle.person().again();

        problem(owner.calls().contentType("application/json").post(CLEANUP), 403, "forbidden");
        owner.calls()
                .get(asked.path() + "/feedback")
                .then()
                .body("items[0].request_id", equalTo(request), "items[0].status", equalTo("expired"));

        io.restassured.RestAssured.given()
                .auth()
                .oauth2(administratorsToken())
                .contentType("application/json")
                .post(CLEANUP)
                .then()
                .statusCode(200)
                .body(
                        "sessions_expired",
                        greaterThanOrEqualTo(1),
                        "feedback_expired",
                        greaterThanOrEqualTo(1),
                        "size()",
                        equalTo(2));
        owner.calls().get(idle.path()).then().body("status", equalTo("ended"), "end_reason", equalTo("expired"));
    }
}
