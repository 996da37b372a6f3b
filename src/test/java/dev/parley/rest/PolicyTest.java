package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.parley.channel.Dispatcher;
import dev.parley.conversation.Expiry;
import dev.parley.testing.Chat;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a question on which {@link TwoMustAgree}. */
@QuarkusTest
@TestProfile(TwoMustAgree.class)
@QuarkusTestResource(MailServer.class)
class PolicyTest {

    @Inject
    TestClock clock;

    @Inject
    Expiry expiry;

    @Inject
    Dispatcher dispatcher;

    private Person approver;
    private Person chief;
    private Chat chat;

    @BeforeEach
    void open() {
        approver = known("approver@example.com");
        chief = known("chief@example.com");
        chat = Chat.open();
    }

    private static Response respond(Person person, Chat chat, String request, String action) {
        return person.calls()
                .contentType("application/json")
                .body(Map.of("action", action))
                .post(chat.path() + "/feedback/" + request + "/respond");
    }

    @Test
    void allWhoAreAskedMustAgreeWhereverTheyAnswer() {
        var request = chat.question("/ask deploy?");
        approver.calls().get("/api/feedback").then().body("items.request_id", hasItem(request));
        chief.calls().get("/api/feedback").then().body("items", empty());
        problem(respond(chief, chat, request, "approve"), 404, "feedback_not_found");

        respond(chat.person(), chat, request, "approve").then().statusCode(200).body("status", equalTo("pending"));
        problem(respond(chat.person(), chat, request, "reject"), 409, "feedback_already_resolved");
        respond(approver, chat, request, "approve")
                .then()
                .statusCode(200)
                .body("status", equalTo("resolved"), "outcome.responder", equalTo(approver.userId()));
        chat.awaitRest();
        chat.get("/feedback/" + request + "/audit")
                .body(
                        "items.event.findAll { it != 'sent' }",
                        contains("asked", "answered", "answered", "answered", "resolved"))
                .body("items.verdict.findAll { it != null }", contains("counted", "invalid", "won"));
        problem(approver.calls().get(chat.path()), 404, "session_not_found");
    }

    @Test
    void thePageTellsWhoseAnswerCountsThatOthersAreAskedToo() {
        var what = UUID.randomUUID().toString();
        chat.question("/ask " + what);
        var mail = awaitMails(approver, what, 1).getFirst();
        var link = MailServer.link(mail);
        var rule = "It is decided when 2 of those who are asked say the same, or no longer can.";
        assertThat(MailServer.part(mail, "text/plain")).contains(rule).doesNotContain("first valid");
        assertThat(MailServer.part(mail, "text/html")).contains(rule).doesNotContain("first valid");
        given().get(link).then().body(containsString(rule), not(containsString("first valid")));
        for (int i = 0; i < 2; i++) {
            int status = i == 0 ? 200 : 409;
            given().contentType("application/x-www-form-urlencoded")
                    .formParam("action", "approve")
                    .post(link)
                    .then()
                    .statusCode(status)
                    .body(containsString(i == 0 ? "Your answer counts" : "answered this question already"));
        }
        given().get(link).then().body(containsString("Your answer counts"));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
        chat.get("/events?limit=200")
                .body("items.findAll { it.type == 'channel_delivery' }.payload.status", hasItem("answered"));
    }

    @Test
    void whoOwnsTheSessionAndIsNamedTooIsOnePersonOfAll() {
        var own = Chat.open(approver);
        var request = own.question("/ask deploy?");
        respond(approver, own, request, "approve").then().statusCode(200).body("status", equalTo("resolved"));
    }

    @Test
    void oneRejectionRejects() {
        var request = chat.question("/ask deploy?");
        respond(approver, chat, request, "reject").then().statusCode(200).body("outcome.action", equalTo("reject"));
    }

    @Test
    void aClarificationIsForTheOwnerAlone() {
        var request = chat.question("/clarify which?");
        problem(respond(approver, chat, request, "approve"), 404, "feedback_not_found");
        chat.post("/feedback/" + request + "/respond", Map.of("content", "this"))
                .then()
                .statusCode(200)
                .body("status", equalTo("resolved"));
    }

    @Test
    void whoHasNotAnsweredIsRemindedAndOthersAreAskedAfterAWhileAndOnceMoreInTheEnd() {
        var what = UUID.randomUUID().toString();
        var request = chat.question("/ask " + what);
        awaitMails(approver, what, 1);
        clock.advance(Duration.ofHours(2));
        awaitMails(approver, "Reminder: " + what, 1);
        awaitMails(chief, what, 0);
        clock.advance(Duration.ofHours(2));
        awaitMails(chief, what, 1);
        chief.calls().get("/api/feedback").then().body("items.request_id", hasItem(request));

        clock.advance(Duration.ofHours(44));
        expiry.run();
        dispatcher.run();
        chat.get("/feedback").body("items.status", contains("pending", "expired"));
        String second = chat.get("/feedback").extract().path("items[0].request_id");
        chat.get("/agent-state").body("status", equalTo("waiting_feedback"));
        problem(respond(chat.person(), chat, second, "approve"), 404, "feedback_not_found");
        clock.advance(Duration.ofHours(48));
        expiry.run();
        chat.awaitRest();
        chat.get("/agent-state").body("status", equalTo("idle"));
        chat.get("/feedback").body("items.status", contains("expired", "expired"));
    }

    /** Somebody who has confirmed the address that they sign in with. */
    private static Person known(String email) {
        var person = Person.called(email);
        boolean confirmed =
                person.calls().get("/api/channels/confirmations").asString().contains("confirmed_at");
        if (!confirmed) {
            int before = MailServer.to(email).size();
            person.reachableBy(Map.of("type", "email", "address", email));
            MailServer.confirm(email, before + 1);
        }
        return person;
    }

    private static List<MimeMessage> awaitMails(Person person, String about, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> MailServer.to(person.email()).stream()
                                .filter(mail -> subject(mail).startsWith(about))
                                .toList(),
                        mails -> mails.size() == count);
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
