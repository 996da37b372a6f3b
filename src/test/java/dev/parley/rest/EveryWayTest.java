package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.mail.Incoming;
import dev.parley.channel.mail.IncomingMail;
import dev.parley.conversation.Expiry;
import dev.parley.testing.Chat;
import dev.parley.testing.ChatClient;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One question, asked everywhere and answered everywhere at once. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(SlackStub.class)
class EveryWayTest {

    @Inject
    TestClock clock;

    @Inject
    Expiry expiry;

    @Inject
    Incoming incoming;

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
                        Map.of("type", "slack", "address", member.id()), Map.of("type", "email", "address", mailbox));
        MailServer.confirm(mailbox, 1);
    }

    private Callable<Integer> byLink(String link, String action) {
        return () -> given().contentType("application/x-www-form-urlencoded")
                .formParam("action", action)
                .post(link)
                .statusCode();
    }

    private Callable<Integer> byClick(JsonNode card, int option) {
        var click = member.click(card, "answer:" + option);
        return () -> member.send(click).extract().statusCode();
    }

    private Callable<Integer> byCall(String request, String action) {
        return () -> chat.post("/feedback/" + request + "/respond", Map.of("action", action))
                .statusCode();
    }

    private ChatClient attending() {
        var socket = ChatClient.to(RestAssured.port)
                .token(chat.person().accessToken())
                .open();
        socket.ask("start_session", "{\"session_id\":\"" + chat.sessionId() + "\"}");
        return socket;
    }

    private Callable<Integer> bySocket(ChatClient client, String request, String action) {
        var answer = "{\"request_id\":\"" + request + "\",\"action\":\"" + action + "\"}";
        return () ->
                client.ask("submit_feedback", answer).path("type").asText().equals("feedback_resolved") ? 200 : 409;
    }

    /** By what the mailbox's reader hands on. */
    private Callable<Integer> byReply(MimeMessage question, String words) throws MessagingException {
        var reply = new IncomingMail(
                Optional.of(mailbox),
                List.of(question.getReplyTo()[0].toString()),
                Optional.of(UUID.randomUUID().toString()),
                List.of(),
                false,
                words);
        return () -> {
            incoming.arrived(reply);
            return 200;
        };
    }

    @Test
    void ofTwentyAnswersByEveryChannelOneCounts() throws Exception {
        var request = chat.question("/ask May I?");
        var mail = MailServer.await(mailbox, 2);
        var link = MailServer.link(mail);
        var card = slack.await("chat.postMessage", member.id(), 2);
        var race = new ArrayList<Callable<Integer>>();
        var sockets = IntStream.range(0, 4).mapToObj(i -> attending()).toList();
        try {
            for (int i = 0; i < 20; i++) {
                var action = i % 4 < 2 ? "approve" : "reject";
                race.add(
                        switch (i % 5) {
                            case 0 -> byLink(link, action);
                            case 1 -> byClick(card, i % 4 < 2 ? 0 : 1);
                            case 2 -> bySocket(sockets.get(i / 5), request, action);
                            case 3 -> byReply(mail, action);
                            default -> byCall(request, action);
                        });
            }
            Collections.shuffle(race);
            assertThat(Race.of(race)).allMatch(status -> status == 200 || status == 409);
            for (var socket : sockets) {
                socket.settled();
                assertThat(socket.seen("feedback_resolved")).hasSize(1);
            }
        } finally {
            sockets.forEach(ChatClient::close);
        }

        chat.awaitRest();
        chat.get("/events?limit=200").body("items.findAll { it.type == 'feedback_resolved' }", hasSize(1));
        chat.get("/feedback/" + request + "/audit")
                .body("intact", equalTo(true))
                .body("items.findAll { it.verdict == 'won' }", hasSize(1))
                .body("items.findAll { it.verdict == 'lost' }", hasSize(19))
                .body("items.findAll { it.event == 'resolved' }", hasSize(1));
        var closed = slack.await("chat.update", member.id(), 1).toString();
        assertThat(given().get(link).asString()).contains(closed.contains("Approved") ? "Approved" : "Rejected");
    }

    @Test
    void answersAtTheInstantOfExpiryHaveOneOutcomeWithIt() {
        var request = chat.question("/ask May I?");
        var link = MailServer.link(MailServer.await(mailbox, 2));
        try (var held = clock.hold()) {
            clock.advance(Duration.ofHours(48).minusSeconds(60));
            var race = new ArrayList<Callable<Integer>>();
            IntStream.range(0, 10).forEach(i -> race.add(byLink(link, i % 2 == 0 ? "approve" : "reject")));
            race.add(5, () -> {
                clock.advance(Duration.ofSeconds(60));
                return expiry.run().feedbackExpired();
            });
            Race.of(race);
            expiry.run();
        }
        var owner = new Chat(chat.person().again(), chat.sessionId());
        owner.awaitRest();
        String status = owner.get("/feedback").extract().path("items[0].status");
        assertThat(status).isIn("resolved", "expired");
        owner.get("/events?limit=200")
                .body("items.findAll { it.type == 'feedback_resolved' || it.type == 'feedback_expired' }", hasSize(1));
        owner.get("/feedback/" + request + "/audit")
                .body("items.findAll { it.event == 'resolved' || it.event == 'expired' }", hasSize(1))
                .body("items.findAll { it.verdict == 'won' }", hasSize(status.equals("resolved") ? 1 : 0));
    }
}
