package dev.parley.rest;

import static dev.parley.testing.Person.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.identity.Caller;
import dev.parley.identity.Identities;
import dev.parley.identity.Tickets;
import dev.parley.identity.Tokens;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sign-in is kept alive with, and its end. */
@QuarkusTest
class RefreshTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Inject
    TestClock clock;

    @Inject
    Tickets tickets;

    @Inject
    Tokens tokens;

    @Inject
    Identities identities;

    private TestClock.Held held;

    @BeforeEach
    void onlyTheTestMovesTime() {
        held = clock.hold();
    }

    @AfterEach
    void timeRunsOn() {
        held.close();
    }

    @Test
    void aRefreshTokenIsExchangedAndALostAnswerMayBeAskedForAgain() {
        var ann = Person.signedIn();
        String second =
                refresh(ann.refreshToken()).then().statusCode(200).extract().path("refresh_token");

        clock.advance(TEN_SECONDS);
        assertThat(refresh(ann.refreshToken()).<String>path("refresh_token")).isEqualTo(second);
        assertThat(refresh(second).statusCode()).isEqualTo(200);
    }

    @Test
    void aHundredRefreshesAtOnceGetOneSuccessor() throws Exception {
        var ann = Person.signedIn();

        var successors = Race.of(100, () -> refresh(ann.refreshToken()).<String>path("refresh_token"));

        assertThat(new HashSet<>(successors)).hasSize(1).doesNotContainNull();
    }

    @Test
    void aSpentTokenShownAfterTheGraceRevokesItsFamily() {
        var ann = Person.signedIn();
        var other = ann.again();
        String second = refresh(ann.refreshToken()).path("refresh_token");

        clock.advance(TEN_SECONDS.plusMillis(1));
        assertThat(refresh(ann.refreshToken()).statusCode()).isEqualTo(401);

        assertThat(refresh(second).statusCode()).isEqualTo(401);
        ann.calls().get("/api/auth/me").then().statusCode(401);
        other.calls().get("/api/auth/me").then().statusCode(200);
    }

    @Test
    void aSpentTokenWhoseSuccessorWasUsedRevokesItsFamilyEvenWithinTheGrace() {
        var ann = Person.signedIn();
        String second = refresh(ann.refreshToken()).path("refresh_token");
        String third = refresh(second).path("refresh_token");

        assertThat(refresh(ann.refreshToken()).statusCode()).isEqualTo(401);
        assertThat(refresh(third).statusCode()).isEqualTo(401);
    }

    @Test
    void logoutEndsTheFamilyAtOnceAndNoOther() {
        var ann = Person.signedIn();
        var other = ann.again();

        for (var token : List.of(ann.refreshToken(), ann.refreshToken(), "unknown")) {
            json(Map.of("refresh_token", token)).post("/api/auth/logout").then().statusCode(204);
        }

        ann.calls().get("/api/auth/me").then().statusCode(401).body("code", equalTo("unauthenticated"));
        assertThat(identities.verify(ann.accessToken())).isEmpty();
        assertThat(refresh(ann.refreshToken()).statusCode()).isEqualTo(401);
        other.calls().get("/api/auth/me").then().statusCode(200);

        tokens.sweep(clock.instant());
        ann.calls().get("/api/auth/me").then().statusCode(401);
    }

    @Test
    void aTicketOpensOneSocketWithinThirtySeconds() {
        var ann = Person.signedIn();
        var ticket = ticket(ann);

        assertThat(tickets.redeem(ticket).map(Caller::userId)).contains(ann.userId());
        assertThat(tickets.redeem(ticket)).isEmpty();

        var late = ticket(ann);
        clock.advance(Duration.ofSeconds(30));
        assertThat(tickets.redeem(late)).isEmpty();

        var after = ticket(ann);
        json(Map.of("refresh_token", ann.refreshToken())).post("/api/auth/logout");
        assertThat(tickets.redeem(after)).isEmpty();
        assertThat(tickets.redeem("unknown")).isEmpty();
    }

    @Test
    void aStaleTokenDoesNotBarTheWayToANewOne() {
        var ann = Person.signedIn();
        json(Map.of("refresh_token", ann.refreshToken()))
                .auth()
                .oauth2("stale")
                .post("/api/auth/refresh")
                .then()
                .statusCode(200);
    }

    private static String ticket(Person person) {
        return person.calls()
                .post("/api/auth/ticket")
                .then()
                .statusCode(201)
                .body("expires_in", equalTo(30))
                .extract()
                .path("ticket");
    }

    private static Response refresh(String token) {
        return json(Map.of("refresh_token", token)).post("/api/auth/refresh");
    }
}
