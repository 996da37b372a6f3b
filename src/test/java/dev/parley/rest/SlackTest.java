package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.Chat;
import dev.parley.testing.Race;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A question reaches somebody on Slack, and a click answers it. */
@QuarkusTest
@QuarkusTestResource(SlackStub.class)
class SlackTest {

    @Inject
    TestClock clock;

    SlackStub slack;

    private Chat chat;
    private SlackMember member;

    @BeforeEach
    void confirmed() {
        chat = Chat.open();
        member = SlackMember.of(chat, slack, clock);
    }

    private static String link(JsonNode message) {
        return message.findValue("url").asText();
    }

    /** Lets the agent ask; answers the card. */
    private JsonNode card(String phrase) {
        chat.question(phrase);
        return slack.await("chat.postMessage", member.id(), 2);
    }

    private void status(String status) {
        chat.get("/feedback").body("items[0].status", equalTo(status));
    }

    @Test
    void aClickAnswersAndTheCardSaysSo() {
        var card = card("/ask May I <b>deploy</b>?");
        assertThat(card.path("channel").asText()).isEqualTo(member.id());
        assertThat(card.at("/blocks/1/text/text").asText()).isEqualTo("May I &lt;b&gt;deploy&lt;/b&gt;?");
        status("pending");

        member.send(member.click(card, "answer:0")).statusCode(200).body(emptyString());

        chat.get("/feedback")
                .body("items[0].status", equalTo("resolved"))
                .body("items[0].outcome.channel", equalTo("slack"), "items[0].outcome.action", equalTo("approve"))
                .body("items[0].outcome.responder", equalTo(chat.person().userId()))
                .body("items[0].channels.channel", contains("websocket", "slack"))
                .body("items[0].channels[1].status", equalTo("sent"));
        var closed = slack.await("chat.update", member.id(), 1);
        assertThat(closed.findValuesAsText("type")).doesNotContain("actions", "button");
        assertThat(closed.toString()).contains("May I &lt;b&gt;deploy", "*Approved*", "by Slack on");
        assertThat(slack.shown(member.id(), 2)).isEqualTo(closed);
    }

    @Test
    void theCardSaysSoToo_whenItIsAnsweredElsewhere() {
        card("/ask May I?");
        String request = chat.get("/feedback").extract().path("items[0].request_id");
        chat.post("/feedback/" + request + "/respond", Map.of("action", "reject"))
                .then()
                .statusCode(200);
        assertThat(slack.await("chat.update", member.id(), 1).toString()).contains("*Rejected*", "by API on");
    }

    @Test
    void anOptionIsChosen() {
        var card = card("/choose Tea|Coffee & milk");
        assertThat(card.at("/blocks/2/elements/1/text/text").asText()).isEqualTo("Coffee & milk");
        member.send(member.click(card, "answer:1")).statusCode(200);
        chat.get("/feedback").body("items[0].outcome.action", equalTo("coffee_milk"));
        assertThat(slack.await("chat.update", member.id(), 1).toString()).contains("*Coffee &amp; milk*");
    }

    @Test
    void theLinkToThePageAnswersNothingByItself() {
        var card = card("/ask May I?");
        member.send(member.click(card, "page")).statusCode(200);
        status("pending");
        given().get(URI.create(link(card)).getPath()).then().statusCode(200);
    }

    @Test
    void aSecondClickIsToldWhatWasDecided() {
        var card = card("/ask May I?");
        member.send(member.click(card, "answer:0")).statusCode(200);
        member.send(member.click(card, "answer:1")).statusCode(200);
        var whisper = slack.await("chat.postEphemeral", member.id(), 1);
        assertThat(whisper.path("channel").asText()).isEqualTo(SlackStub.conversation(member.id()));
        assertThat(whisper.path("text").asText()).contains("Approved").contains("by Slack");
        chat.get("/feedback").body("items[0].outcome.action", equalTo("approve"));
    }

    @Test
    void aStrangersClickIsRefusedAndRecorded() {
        var card = card("/ask May I?");
        var stranger = SlackMember.at(clock);
        var click = stranger.click(card, "answer:0");
        stranger.send(click).statusCode(200).body(emptyString());
        String request = chat.get("/feedback").extract().path("items[0].request_id");
        chat.get("/feedback/" + request + "/audit").body("items.event", hasItem("refused"), "intact", equalTo(true));
        assertThat(slack.await("chat.postEphemeral", stranger.id(), 1)
                        .path("text")
                        .asText())
                .isEqualTo("This question was put to somebody else.");
        var nobody = member.click(card, "answer:0");
        nobody.remove("team");
        nobody.with("user").remove("team_id");
        member.send(nobody).statusCode(400);
        status("pending");
    }

    @Test
    void fourCopiesOfAClickHaveOneEffect() {
        var click = member.click(card("/ask May I?"), "answer:0");
        Race.run(4, () -> member.send(click).statusCode(200));
        chat.awaitRest();
        chat.get("/events?limit=200").body("items.findAll { it.type == 'feedback_resolved' }", hasSize(1));
        slack.await("chat.update", member.id(), 1);
        assertThat(slack.calls("chat.postEphemeral", member.id())).isEmpty();
    }

    @Test
    void slackIsLeftAloneForAsLongAsItAsks() {
        slack.plan(member.id(), SlackStub.Fault.ratelimited(Duration.ofMinutes(4)));
        chat.question("/ask May I?");
        awaitDeliveries("retrying");
        clock.advance(Duration.ofMinutes(3));
        assertThat(slack.calls("chat.postMessage", member.id())).hasSize(2);
        clock.advance(Duration.ofMinutes(1));
        slack.await("chat.postMessage", member.id(), 2);
        awaitDeliveries("retrying", "sent");
    }

    private void awaitDeliveries(String... statuses) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            List<String> told = chat.get("/events?limit=200")
                    .extract()
                    .path("items.findAll { it.type == 'channel_delivery' }.payload.status");
            assertThat(told).containsExactly(statuses);
        });
    }
}
