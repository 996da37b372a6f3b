package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.testing.Chat;
import dev.parley.testing.MailServer;
import dev.parley.testing.ManualTicker;
import dev.parley.testing.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With five attempts a minute, on a time that a test moves. */
@QuarkusTest
@TestProfile(AnswerLimitTest.Narrow.class)
@QuarkusTestResource(MailServer.class)
class AnswerLimitTest {

    public static final class Narrow extends SignInLimitTest.Narrow {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.limit.sign-in", "5");
        }
    }

    @Inject
    ManualTicker ticker;

    @BeforeEach
    void aMinuteLater() {
        ticker.advance(Duration.ofMinutes(2));
    }

    /** A question that somebody has in their mail. */
    private record Asked(Chat chat, String request, String link) {}

    private static Asked asked(String phrase) {
        var chat = Chat.open();
        var address = Person.newEmail();
        chat.person().reachableBy(Map.of("type", "email", "address", address));
        MailServer.confirm(address, 1);
        var request = chat.question(phrase);
        return new Asked(chat, request, MailServer.link(MailServer.await(address, 2)));
    }

    private static ValidatableResponse post(String link, String action) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParam("action", action)
                .post(link)
                .then();
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(429)
                .contentType("text/html")
                .header("Retry-After", "12")
                .body(containsString("Try again in a minute."));
    }

    @Test
    void oneLinkTakesSoManyAnswersAndEachOtherLinkItsOwn() {
        var asked = asked("/ask May I?");
        var other = asked("/ask And may I?");
        for (int i = 0; i < 5; i++) {
            post(asked.link(), "perhaps").statusCode(400);
        }
        for (int i = 0; i < 5; i++) {
            refused(post(asked.link(), "approve"));
        }
        asked.chat().get("/feedback").body("items[0].status", equalTo("pending"));
        asked.chat()
                .get("/feedback/" + asked.request() + "/audit")
                .body("items.findAll { it.event == 'answered' }", hasSize(5));
        given().get(asked.link()).then().statusCode(200);
        post(other.link(), "approve").statusCode(200);

        ticker.advance(Duration.ofSeconds(12));
        post(asked.link(), "approve").statusCode(200);
        asked.chat().get("/feedback").body("items[0].status", equalTo("resolved"));
    }

    @Test
    void whoTriesLinksThatLeadNowhereIsCountedAndWhoHasAGoodOneIsNot() {
        var asked = asked("/ask May I?");
        ticker.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            post("/answers/guess" + i, "approve").statusCode(404);
        }
        refused(post("/answers/guess", "approve"));
        assertThat(post(asked.link(), "approve").extract().statusCode()).isEqualTo(200);
    }
}
