package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.parley.identity.Accounts;
import dev.parley.testing.Chat;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.Header;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A question reaches somebody by mail, and its answer comes back by the link in it. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class MailTest {

    @Inject
    Accounts accounts;

    private Chat chat;
    private String address;

    @BeforeEach
    void open() {
        chat = Chat.open();
        address = Person.newEmail();
    }

    private ValidatableResponse put(String... addresses) {
        var items = List.of(addresses).stream()
                .map(each -> Map.of("type", "email", "address", each))
                .toList();
        return chat.person()
                .calls()
                .contentType("application/json")
                .body(Map.of("items", items))
                .put("/api/channels")
                .then();
    }

    private void confirmed() {
        put(address).statusCode(200);
        MailServer.confirm(address, 1);
    }

    private static ValidatableResponse post(String link, String field, String value) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParam(field, value)
                .post(link)
                .then();
    }

    @Test
    void aQuestionIsAnsweredByTheLinkInAMail() throws Exception {
        confirmed();
        var request = chat.question("/ask May I <b>deploy</b>?");

        var mail = MailServer.await(address, 2);
        assertThat(mail.getSubject()).contains("May I <b>deploy</b>?");
        assertThat(MailServer.part(mail, "text/html"))
                .contains("May I &lt;b&gt;deploy")
                .doesNotContain("<b>deploy");
        var link = MailServer.link(mail);
        given().get(link).then().statusCode(200).body(containsString("Approve"), containsString("&lt;b&gt;deploy"));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));

        post(link, "action", "approve").statusCode(200).body(containsString("Approved"), containsString("by e-mail"));

        chat.get("/feedback")
                .body("items[0].request_id", equalTo(request), "items[0].status", equalTo("resolved"))
                .body("items[0].outcome.channel", equalTo("email"), "items[0].outcome.action", equalTo("approve"))
                .body("items[0].outcome.responder", equalTo(chat.person().userId()))
                .body("items[0].channels.channel", contains("websocket", "email"))
                .body("items[0].channels[1].status", equalTo("sent"));
        chat.awaitRest();
        chat.get("/events?limit=200")
                .body("items.type", hasItem("channel_delivery"))
                .body("items.find { it.type == 'channel_delivery' }.payload.status", equalTo("sent"))
                .body("items.find { it.type == 'channel_delivery' }.payload.attempt", equalTo(1));
        post(link, "action", "reject").statusCode(409).body(containsString("Approved"));

        chat.get("/feedback/" + request + "/audit")
                .body("items.event", contains("asked", "sent", "opened", "answered", "resolved", "answered"))
                .body("items[5].verdict", equalTo("lost"), "intact", equalTo(true));
        var lines = chat.person()
                .calls()
                .accept("application/x-ndjson")
                .get(chat.path() + "/feedback/" + request + "/audit")
                .asString()
                .split("\n");
        assertThat(lines)
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).startsWith("{\"at\"").contains("\"hash\""));
    }

    @Test
    void scannersOfLinksAnswerNothing() {
        confirmed();
        var request = chat.question("/ask May I?");
        var link = MailServer.link(MailServer.await(address, 2));
        for (int i = 0; i < 100; i++) {
            (i % 2 == 0 ? given().get(link) : given().head(link)).then().statusCode(200);
        }
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
        chat.get("/feedback/" + request + "/audit").body("items.event", contains("asked", "sent", "opened"));
    }

    @Test
    void anAddressThatIsTakenAwayAsksAndAnswersNoMoreAndNeitherDoesWhoIsKeptOut() {
        confirmed();
        chat.question("/ask May I?");
        var link = MailServer.link(MailServer.await(address, 2));
        accounts.keepOut(chat.person().userId(), true);
        post(link, "action", "approve").statusCode(404);
        accounts.keepOut(chat.person().userId(), false);
        put().statusCode(200);
        post(link, "action", "approve").statusCode(404);
        given().get(link).then().statusCode(404);
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
        put(address).statusCode(200);
        post(link, "action", "approve").statusCode(404);
        MailServer.confirm(address, 3);
        post(link, "action", "approve").statusCode(200);
    }

    @Test
    void aLinkThatIsNoneLeadsNowhere() {
        confirmed();
        chat.question("/ask May I?");
        var link = MailServer.link(MailServer.await(address, 2));
        for (var wrong : List.of("/answers/x", link + "x", link.substring(0, link.length() - 1))) {
            given().get(wrong).then().statusCode(404).contentType("text/html");
            post(wrong, "action", "approve").statusCode(404);
        }
        given().get(link.replace("/answers/", "/confirmations/")).then().statusCode(404);
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
    }

    @Test
    void aFormIsFilledInOnThePage() {
        confirmed();
        chat.question("/form");
        var link = MailServer.link(MailServer.await(address, 2));
        given().get(link)
                .then()
                .statusCode(200)
                .body(containsString("values.people"), containsString("type=\"checkbox\""))
                .body(containsString("type=\"number\""));
        post(link, "values.name", "Ann").statusCode(422).body(containsString("people is missing"));
        given().contentType("application/x-www-form-urlencoded")
                .formParam("values.name", "Ann")
                .formParam("values.people", "0")
                .post(link)
                .then()
                .statusCode(200);
        chat.get("/feedback")
                .body("items[0].outcome.values.people", equalTo(0))
                .body("items[0].outcome.values.vegetarian", equalTo(false));
    }

    @Test
    void anAddressThatNobodyConfirmedIsNotAsked() {
        put(address).statusCode(200).body("items[0].address", equalTo(address));
        MailServer.await(address, 1);
        chat.question("/ask May I?");
        var other = Person.newEmail();
        put(address, other).statusCode(200);
        MailServer.await(other, 1);
        assertThat(MailServer.to(address)).hasSize(1);
    }

    @Test
    void whatAQuestionSaysAddsNoHeaderToItsMail() throws Exception {
        confirmed();
        chat.question(
                "/ask 😀 May I?\r\nBcc: evil@example.com\r\n\r\nContent-Type: text/html\r\n\u2028X-Evil: \u0007\u0085 1");
        var mail = MailServer.await(address, 2);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X-Evil")).isNull();
        assertThat(mail.getHeader("To")).containsExactly(address);
        assertThat(mail.getHeader("Content-Type")).hasSize(1);
        assertThat(mail.getSubject())
                .startsWith("😀 May I? Bcc: evil@example.com")
                .doesNotContain("\n", "\r", "\u0085");
        assertThat(Collections.list(mail.getAllHeaders()))
                .extracting(Header::getName)
                .doesNotHaveDuplicates();
    }
}
