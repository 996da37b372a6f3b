package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.conversation.Expiry;
import dev.parley.testing.Chat;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The agent does not go on when nobody answered. */
@QuarkusTest
@TestProfile(CancelOnExpiryTest.Cancel.class)
@QuarkusTestResource(SlackStub.class)
class CancelOnExpiryTest {

    public static final class Cancel implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.policy.on-expire", "cancel", "parley.jwt.access-ttl", "1000h");
        }
    }

    @Inject
    TestClock clock;

    @Inject
    Expiry expiry;

    SlackStub slack;

    @Test
    void theQuestionIsOverForAllAndTheSessionGoesOn() {
        var chat = Chat.open();
        var member = SlackMember.of(chat, slack, clock);
        chat.question("/ask May I?");
        var card = slack.await("chat.postMessage", member.id(), 2);
        var link = URI.create(card.findValue("url").asText()).getPath();

        clock.advance(Duration.ofHours(48));
        expiry.run();

        chat.get("/agent-state").body("status", equalTo("idle"));
        chat.get("/feedback").body("items[0].status", equalTo("expired"), "items[0].outcome", equalTo(null));
        chat.get("/events?limit=200").body("items.findAll { it.type == 'feedback_expired' }", hasSize(1));
        chat.get("/messages?limit=50").body("items.role.findAll { it == 'assistant' }", hasSize(1));
        assertThat(slack.await("chat.update", member.id(), 1).toString()).contains("Nobody answered in time.");
        given().get(link).then().body(containsString("Nobody answered in time."));
        given().contentType("application/x-www-form-urlencoded")
                .formParam("action", "approve")
                .post(link)
                .then()
                .statusCode(410)
                .body(containsString("Nobody answered in time."));
        chat.sayAndWait("And now?");
        chat.get("/messages?limit=50").body("items.role.findAll { it == 'assistant' }", hasSize(2));
    }
}
