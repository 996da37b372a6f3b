package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.slack.SlackConfig;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.testing.Chat;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Everybody can call what Slack calls. */
@QuarkusTest
@QuarkusTestResource(SlackStub.class)
class SlackCallTest {

    @Inject
    TestClock clock;

    @Inject
    SlackClicks clicks;

    @Inject
    SlackSubmissions submissions;

    @Inject
    SlackTalk talk;

    SlackStub slack;

    record Unset(Optional<String> botToken, Optional<String> signingSecret, URI baseUrl) implements SlackConfig {}

    @Test
    void aCallWithoutAGoodSignatureChangesNothing() {
        var chat = Chat.open();
        var member = SlackMember.of(chat, slack, clock);
        chat.question("/ask May I?");
        JsonNode card = slack.await("chat.postMessage", member.id(), 2);
        var click = member.click(card, "answer:0");
        var body = SlackMember.form(click);
        long now = clock.instant().getEpochSecond();
        var good = SlackMember.signed(body, now);

        SlackMember.post(body.replace("answer%3A0", "answer%3A1"), now, good).statusCode(401);
        SlackMember.post(body + "&", now, good).statusCode(401);
        SlackMember.post(body, now - 1, good).statusCode(401);
        SlackMember.post(body, now, good.replace("v0=", "v0=0")).statusCode(401);
        member.send(click, now - 301).statusCode(401);
        member.send(click, now + 330).statusCode(401);
        given().contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/slack/interactions")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));

        member.send(click, now - 240).statusCode(200);
        chat.get("/feedback").body("items[0].status", equalTo("resolved"));
    }

    @Test
    void whereNoSecretIsSetThereIsNothing() {
        var config = new Unset(Optional.empty(), Optional.empty(), URI.create("https://slack.com/api"));
        var resource = new SlackResource(config, clicks, submissions, talk, clock);
        assertThatThrownBy(() -> resource.interaction(Optional.of("1"), Optional.of("v0="), new byte[0]))
                .isInstanceOfSatisfying(
                        ParleyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> resource.event(Optional.of("1"), Optional.of("v0="), new byte[0]))
                .isInstanceOfSatisfying(
                        ParleyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void whatIsSignedButMakesNoSenseIsRefused() {
        for (var body : new String[] {"", "payload=", "payload=1", "payload=%7B", "payload=%zz", "other=%7B%7D"}) {
            long now = clock.instant().getEpochSecond();
            SlackMember.post(body, now, SlackMember.signed(body, now)).statusCode(400);
        }
    }

    @Test
    void itsOwnWordsProveTheAddress() {
        var body = "{\"token\":\"t\",\"challenge\":\"3eZbrw1aB\",\"type\":\"url_verification\"}";
        event(body, SlackMember::signed)
                .statusCode(200)
                .body("challenge", equalTo("3eZbrw1aB"), "keySet()", hasSize(1));
        event(body, (text, time) -> "v0=" + "0".repeat(64)).statusCode(401);
    }

    @Test
    void eventsOfOtherKindsAreTaken() {
        var body = "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"message\"}}";
        event(body, SlackMember::signed).statusCode(200).body(emptyString());
    }

    private ValidatableResponse event(String body, BiFunction<String, Long, String> signature) {
        long now = clock.instant().getEpochSecond();
        return given().header("X-Slack-Request-Timestamp", now)
                .header("X-Slack-Signature", signature.apply(body, now))
                .contentType("application/json")
                .body(body)
                .post("/slack/events")
                .then();
    }
}
