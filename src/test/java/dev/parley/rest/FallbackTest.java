package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.channel.Dispatcher;
import dev.parley.conversation.Expiry;
import dev.parley.testing.Chat;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One channel after the other has the question, and silence at last is what the policy says. */
@QuarkusTest
@TestProfile(FallbackTest.OneByOne.class)
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(SlackStub.class)
class FallbackTest {

    public static final class OneByOne implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "parley.channel.strategy", "fallback",
                    "parley.policy.on-expire", "default_action",
                    "parley.policy.default-action", "approve",
                    "parley.jwt.access-ttl", "1000h");
        }
    }

    @Inject
    TestClock clock;

    @Inject
    Expiry expiry;

    @Inject
    Dispatcher dispatcher;

    SlackStub slack;

    private Chat chat;
    private SlackMember member;
    private String mailbox;

    @BeforeEach
    void reachable() {
        chat = Chat.open();
        member = SlackMember.of(chat, slack, clock);
        mailbox = Person.newEmail();
        chat.person()
                .reachableBy(
                        Map.of(
                                "type",
                                "slack",
                                "address",
                                member.id(),
                                "priority",
                                1,
                                "retry_limit",
                                0,
                                "timeout_seconds",
                                600),
                        Map.of("type", "email", "address", mailbox, "priority", 2));
        MailServer.confirm(mailbox, 1);
        chat.patch("", Map.of("preferred_channel", "slack")).then().statusCode(200);
    }

    private void noMail() {
        dispatcher.run();
        assertThat(MailServer.to(mailbox)).hasSize(1);
    }

    @Test
    void theNextChannelHasTheQuestionWhenTheTimeOfTheFirstPasses() {
        chat.question("/ask May I?");
        slack.await("chat.postMessage", member.id(), 2);
        noMail();
        clock.advance(Duration.ofSeconds(590));
        noMail();
        clock.advance(Duration.ofSeconds(10));
        MailServer.await(mailbox, 2);
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
    }

    @Test
    void theNextChannelHasTheQuestionAtOnceWhenTheFirstFails() {
        slack.plan(member.id(), SlackStub.Fault.error("user_not_found"));
        chat.question("/ask May I?");
        MailServer.await(mailbox, 2);
        chat.get("/events?limit=200")
                .body("items.findAll { it.type == 'channel_delivery' }.payload.status", hasItem("failed"));
    }

    @Test
    void whenNobodyAnswersThePolicyDoesAndSaysSoEverywhere() {
        var request = chat.question("/ask May I?");
        var card = slack.await("chat.postMessage", member.id(), 2);
        clock.advance(Duration.ofSeconds(600));
        var link = MailServer.link(MailServer.await(mailbox, 2));

        clock.advance(Duration.ofHours(48));
        expiry.run();
        chat.awaitRest();

        chat.get("/agent-state").body("status", equalTo("idle"));
        chat.get("/feedback")
                .body("items[0].status", equalTo("expired"), "items[0].outcome.action", equalTo("approve"));
        chat.get("/events?limit=200")
                .body("items.findAll { it.type == 'feedback_expired' }", hasSize(1))
                .body("items.findAll { it.type == 'feedback_resolved' }", hasSize(0));
        chat.get("/messages?limit=50").body("items.role.findAll { it == 'assistant' }", hasSize(2));
        given().get(link).then().body(containsString("Approved"), containsString("nobody answered in time"));
        assertThat(slack.await("chat.update", member.id(), 1).toString())
                .contains("*Approved*", "nobody answered in time");

        member.send(member.click(card, "answer:1")).statusCode(200);
        assertThat(slack.await("chat.postEphemeral", member.id(), 1)
                        .path("text")
                        .asText())
                .contains("nobody answered in time");
        chat.get("/feedback/" + request + "/audit")
                .body("items.verdict", hasItem("late"))
                .body("intact", equalTo(true));
    }
}
