package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.channel.mail.Incoming;
import dev.parley.channel.mail.IncomingMail;
import dev.parley.feedback.AnswerStore;
import dev.parley.testing.Chat;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import dev.parley.testing.RawMail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody answers a question by replying to its mail, and nobody else can. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class ReplyTest {

    @Inject
    Incoming incoming;

    @Inject
    AnswerStore answers;

    private Chat chat;
    private String address;

    @BeforeEach
    void open() {
        chat = Chat.open();
        address = Person.newEmail();
        chat.person().reachableBy(Map.of("type", "email", "address", address));
        MailServer.confirm(address, 1);
    }

    private MimeMessage asked(String phrase) {
        chat.question(phrase);
        return MailServer.await(address, 2);
    }

    private static void comesBack(String raw) throws MessagingException {
        MailServer.comeBack(RawMail.of(raw));
        MailServer.awaitSeen();
    }

    private void nothingCameOfIt() {
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
    }

    @ParameterizedTest
    @CsvSource({
        "/ask May I?, Approved., action, approve",
        "/choose red|green, 2, action, green",
        "/clarify, The green one., content, The green one."
    })
    void aReplyIsAnAnswer(String phrase, String words, String part, String answer) throws Exception {
        comesBack(RawMail.reply(asked(phrase), address.replace("example.com", "Example.COM"), words));

        chat.get("/feedback")
                .body("items[0].status", equalTo("resolved"), "items[0].outcome." + part, equalTo(answer))
                .body("items[0].outcome.channel", equalTo("email"))
                .body("items[0].outcome.responder", equalTo(chat.person().userId()));
    }

    @Test
    void theTokenMayComeBackByTheAddressOrByTheQuotedTextAlone() throws Exception {
        var mail = asked("/ask May I?");
        assertThat(mail.getReplyTo()[0].toString()).matches("parley\\+[A-Za-z0-9_-]{43}@example\\.org");
        comesBack(RawMail.replyHeaders(mail, address) + "\nyes\n");
        chat.get("/feedback").body("items[0].status", equalTo("resolved"));

        chat.question("/ask And now?");
        var next = MailServer.await(address, 3);
        comesBack("From: " + address + "\nTo: parley@example.org\n\nno\n\n" + RawMail.quoted(next));
        chat.get("/feedback").body("items[0].outcome.action", equalTo("reject"));
    }

    @Test
    void nobodyElseAnswersNotEvenAMailThatWasForwardedToThem() throws Exception {
        var mail = asked("/ask May I?");
        comesBack(RawMail.reply(mail, Person.newEmail(), "yes"));
        nothingCameOfIt();
        comesBack(RawMail.reply(mail, Person.newEmail(), "yes")
                .replace("From: Somebody", "Sender: " + address + "\nFrom: Somebody"));
        nothingCameOfIt();
        comesBack(RawMail.reply(mail, Person.newEmail(), "yes")
                .replace("From: Somebody", "From: " + address + "\nFrom: Somebody"));
        nothingCameOfIt();
    }

    @Test
    void theNameOfTheMailAloneProvesNothing() throws Exception {
        var mail = asked("/ask May I?");
        var name = mail.getMessageID() + "\n\nyes\n";
        comesBack("From: " + address + "\nTo: parley@example.org\nIn-Reply-To: " + name);
        comesBack("From: " + address + "\nTo: parley+" + "A".repeat(43) + "@example.org\nIn-Reply-To: " + name
                + "[parley:" + "B".repeat(43) + "]\n");
        nothingCameOfIt();
    }

    @Test
    void theNameOfAnotherMailContradictsTheToken() throws Exception {
        var mail = asked("/ask May I?");
        var other = "<01900000-0000-7000-8000-000000000000@example.org>";
        comesBack(RawMail.reply(mail, address, "yes").replace(mail.getMessageID(), other));
        nothingCameOfIt();
        comesBack(RawMail.reply(mail, address, "yes").replace(mail.getMessageID(), "<rewritten@relay.example>"));
        chat.get("/feedback").body("items[0].status", equalTo("resolved"));
    }

    @Test
    void twoTokensProveNeither() throws Exception {
        var mail = asked("/ask May I?");
        chat.question("/ask And may I?");
        var next = MailServer.await(address, 3);
        comesBack(RawMail.reply(mail, address, "yes") + RawMail.quoted(next));
        chat.get("/feedback?status=pending").body("items", hasSize(2));
    }

    @Test
    void machinesAnswerNothing() throws Exception {
        var mail = asked("/ask May I?");
        var marks = List.of("Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>");
        for (int i = 0; i < 20; i++) {
            MailServer.comeBack(RawMail.of(marks.get(i % marks.size()) + "\n" + RawMail.reply(mail, address, "yes")));
        }
        MailServer.awaitSeen();
        nothingCameOfIt();
    }

    @Test
    void theSameMailTwiceHasOneEffect() throws Exception {
        var raw = RawMail.reply(asked("/ask May I?"), address, "yes");
        MailServer.comeBack(RawMail.of(raw));
        MailServer.comeBack(RawMail.of(raw));
        MailServer.awaitSeen();
        comesBack(raw);
        thereIsOneAnswer();
    }

    @Test
    void theSameMailAtTheSameTimeHasOneEffect() throws Exception {
        var mail = new IncomingMail(
                Optional.of(address),
                List.of(asked("/ask May I?").getReplyTo()[0].toString()),
                Optional.of(UUID.randomUUID().toString()),
                List.of(),
                false,
                "yes");
        Race.run(4, () -> incoming.arrived(mail));
        thereIsOneAnswer();
    }

    private void thereIsOneAnswer() {
        chat.awaitRest();
        var request = chat.get("/feedback")
                .body("items", hasSize(1))
                .body("items[0].outcome.action", equalTo("approve"))
                .extract()
                .path("items[0].request_id");
        chat.get("/events?limit=200").body("items.findAll { it.type == 'feedback_resolved' }", hasSize(1));
        assertThat(answers.received(request.toString())).hasSize(1);
    }

    @Test
    void whatIsNoAnswerLeavesTheQuestionOpenAndAnAnswerAfterItCounts() throws Exception {
        var mail = asked("/ask May I?");
        comesBack(RawMail.reply(mail, address, "Let me think."));
        nothingCameOfIt();
        comesBack(RawMail.reply(mail, address, "x".repeat(300_000) + "\nyes"));
        nothingCameOfIt();
        comesBack("From: " + address + "\nContent-Type: multipart/mixed; boundary=b\n\nno boundary in here");
        comesBack(RawMail.reply(mail, address, "no"));
        chat.get("/feedback").body("items[0].outcome.action", equalTo("reject"));
        comesBack(RawMail.reply(mail, address, "yes")); // too late
        chat.get("/feedback").body("items[0].outcome.action", equalTo("reject"));
    }
}
