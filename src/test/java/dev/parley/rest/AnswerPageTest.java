package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.parley.conversation.Decisions;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.limit.RateLimiter;
import dev.parley.testing.Chat;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages behind the links of a mail say to people. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class AnswerPageTest {

    private static final ParleyException AWAY =
            new ParleyException(ErrorCode.STORE_UNAVAILABLE, "The store cannot be reached; try again soon.");

    @Inject
    Letterbox letterbox;

    @Inject
    Decisions decisions;

    @Inject
    RateLimiter limiter;

    @Inject
    Clock clock;

    private Chat chat;
    private String address;

    @BeforeEach
    void open() {
        chat = Chat.open();
        address = Person.newEmail();
        chat.person()
                .calls()
                .contentType("application/json")
                .body(Map.of("items", List.of(Map.of("type", "email", "address", address))))
                .put("/api/channels")
                .then()
                .statusCode(200);
    }

    private String confirmation() {
        return MailServer.link(MailServer.await(address, 1));
    }

    private MimeMessage asked(String phrase) {
        given().post(confirmation()).then().statusCode(200);
        chat.question(phrase);
        return MailServer.await(address, 2);
    }

    private static ValidatableResponse post(String link, Map<String, String> form) {
        return given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(form)
                .post(link)
                .then();
    }

    @Test
    void whoConfirmsIsToldForWhichAccountTheyWillAnswer() {
        given().get(confirmation())
                .then()
                .statusCode(200)
                .body(containsString(address))
                .body(containsString(chat.person().email() + " wants to be asked questions at this address."))
                .body(containsString("Whoever reads it then answers in the name of that account."))
                .body(containsString("Yes, that is me"));
    }

    @Test
    void whoComesAfterAnotherIsToldThatTheirAnswerDoesNotCount() {
        var link = MailServer.link(asked("/ask May I?"));
        post(link, Map.of("action", "approve"))
                .statusCode(200)
                .body(containsString("Approved"), not(containsString("does not count")));
        post(link, Map.of("action", "reject"))
                .statusCode(409)
                .body(containsString("Approved"))
                .body(containsString("Your answer came after this one and does not count."));
        given().get(link).then().body(not(containsString("does not count")));
    }

    @Test
    void aRefusedFormKeepsWhatWasGivenAndNamesItsFieldsAsPeopleSeeThem() {
        var link = MailServer.link(asked("/form"));
        given().get(link)
                .then()
                .body(containsString("step=\"1\""), not(containsString("aria-invalid")))
                .body(not(containsString(" checked")));
        post(link, Map.of("values.name", "\"Ann\" <b>", "values.people", "", "values.vegetarian", "true"))
                .statusCode(422)
                .body(containsString("How many people is missing"))
                .body(containsString("value=\"&quot;Ann&quot; &lt;b&gt;\""), containsString(" checked"))
                .body(containsString("id=\"fault-people\""))
                .body(containsString("aria-invalid=\"true\" aria-describedby=\"fault-people\""))
                .body(not(containsString("fault-name")));
        post(link, Map.of("values.name", "Ann", "values.people", "many"))
                .statusCode(400)
                .body(containsString("How many people must be a number"), containsString("value=\"Ann\""));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
    }

    @Test
    void aRefusedTextIsNotLost() {
        var link = MailServer.link(asked("/clarify What do you mean?"));
        post(link, Map.of("content", " "))
                .statusCode(400)
                .body(containsString("Your answer must not be empty"))
                .body(containsString("aria-invalid=\"true\" aria-describedby=\"fault-content\""));
        post(link, Map.of("content", "</textarea> it is " + "long ".repeat(7_000)))
                .statusCode(400)
                .body(containsString("Your answer must have at most 32000 characters"))
                .body(containsString("\n&lt;/textarea&gt; it is long long"));
    }

    @Test
    void whatTheAgentSaysIsInNoLanguageThatIsKnown() {
        var mail = asked("/choose שלום|Tea");
        var html = MailServer.part(mail, "text/html");
        assertThat(html)
                .containsPattern("<p lang=\"\" dir=\"auto\"[^>]*>Which one")
                .containsPattern("<p lang=\"\" dir=\"auto\"[^>]*>1. שלום");
        var link = MailServer.link(mail);
        var page = given().get(link).then().extract().asString();
        assertThat(page)
                .containsPattern("<p class=\"prompt\" lang=\"\" dir=\"auto\">Which one")
                .containsPattern("<button [^>]*lang=\"\" dir=\"auto\">שלום<");
        String option = chat.get("/feedback").extract().path("items[0].options[1].id");
        post(link, Map.of("action", option)).body(containsString("<p class=\"decision\" lang=\"\" dir=\"auto\">Tea<"));
    }

    @Test
    void labelsAreInNoLanguageThatIsKnownAndWhatTheyAreMarkedWithIs() {
        given().get(MailServer.link(asked("/form")))
                .then()
                .body(containsString("<span lang=\"\" dir=\"auto\">How many people <abbr lang=\"en\""));
    }

    @Test
    void whatMayBeTakenLaterIsNotLost() {
        var link = MailServer.link(asked("/clarify What do you mean?"));
        var answer = new MultivaluedHashMap<>(Map.of("content", "<the> other"));
        var unwritten = answered(link, answer, new AnswerLimits(limiter) {
            @Override
            void admit(String token) {
                throw AWAY;
            }
        });
        assertThat(unwritten).contains("What do you mean?", "try again soon", "\n&lt;the&gt; other</textarea>");
        var unread = answered(link, answer, new AnswerLimits(limiter) {
            @Override
            FeedbackRequest question(HttpServerRequest call, Supplier<FeedbackRequest> asked) {
                throw AWAY;
            }
        });
        assertThat(unread)
                .contains("try again soon", "Try again</button>")
                .contains("<input type=\"hidden\" name=\"content\" value=\"&lt;the&gt; other\">");
    }

    private String answered(String link, MultivaluedHashMap<String, String> form, AnswerLimits limits) {
        var token = link.substring(link.lastIndexOf('/') + 1);
        var page = new AnswerPage(letterbox, decisions, limits, clock).answer(token, form, null);
        assertThat(page.getStatus()).isEqualTo(503);
        return page.getEntity().render();
    }
}
