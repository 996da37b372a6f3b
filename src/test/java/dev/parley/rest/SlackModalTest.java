package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.element.CheckboxesElement;
import com.slack.api.model.block.element.NumberInputElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import dev.parley.core.Json;
import dev.parley.testing.Chat;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A question that wants more than a click is answered in a modal. */
@QuarkusTest
@QuarkusTestResource(SlackStub.class)
class SlackModalTest {

    private static final String GOOD = """
            {"field:0": {"input": {"type": "plain_text_input", "value": "Ann"}},
             "field:1": {"input": {"type": "number_input", "value": "4"}},
             "field:2": {"input": {"type": "checkboxes", "selected_options": [{"value": "0"}]}}}""";

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

    private JsonNode card(String phrase) {
        chat.question(phrase);
        return slack.await("chat.postMessage", member.id(), 2);
    }

    /** The modal that a click on the card opens. */
    private JsonNode modal(String phrase) {
        member.send(member.click(card(phrase), "fill")).statusCode(200);
        return slack.await("views.open", member.id(), 1).path("view");
    }

    private static View read(JsonNode modal) {
        var config = new com.slack.api.SlackConfig();
        config.setFailOnUnknownProperties(true);
        return GsonFactory.createSnakeCase(config).fromJson(modal.toString(), View.class);
    }

    @Test
    void aFormIsFilledIn() {
        var modal = modal("/form");
        assertThat(read(modal).getBlocks().stream()
                        .filter(InputBlock.class::isInstance)
                        .map(block -> (Object) ((InputBlock) block).getElement().getClass()))
                .containsExactly(PlainTextInputElement.class, NumberInputElement.class, CheckboxesElement.class);

        var wrong = GOOD.replace("\"4\"", "\"four\"");
        member.send(member.submission(modal, Json.readOwn(wrong)))
                .statusCode(200)
                .body("response_action", equalTo("errors"), "errors['field:1']", equalTo("must be a number"));
        member.send(member.submission(modal, Json.readOwn(GOOD.replace("\"4\"", "\"4.5\""))))
                .statusCode(200)
                .body("errors['field:1']", equalTo("must be of type integer"));
        member.send(member.submission(modal, Json.readOwn(GOOD.replace("\"Ann\"", "null"))))
                .statusCode(200)
                .body("errors['field:0']", equalTo("is missing"));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));

        member.send(member.submission(modal, Json.readOwn(GOOD)))
                .statusCode(200)
                .body(emptyString());
        chat.get("/feedback")
                .body("items[0].outcome.channel", equalTo("slack"))
                .body("items[0].outcome.values", equalTo(Map.of("name", "Ann", "people", 4, "vegetarian", true)));
        slack.await("chat.update", member.id(), 1);
    }

    @Test
    void aTextIsWritten() {
        var modal = modal("/clarify What do you mean?");
        var values = "{\"content\": {\"input\": {\"type\": \"plain_text_input\", \"value\": %s}}}";
        member.send(member.submission(modal, Json.readOwn(values.formatted("null"))))
                .statusCode(200)
                .body("errors.content", equalTo("must not be empty"));
        var sent = member.submission(modal, Json.readOwn(values.formatted("\"the <other> one\"")));
        member.send(sent).statusCode(200).body(emptyString());
        member.send(sent).statusCode(200).body(emptyString());
        chat.get("/feedback").body("items[0].outcome.content", equalTo("the <other> one"));
        assertThat(slack.await("chat.update", member.id(), 1).toString()).contains("*the &lt;other&gt; one*");
    }

    @Test
    void whatWasDecidedMeanwhileIsShown() {
        var modal = modal("/form");
        String request = chat.get("/feedback").extract().path("items[0].request_id");
        chat.post(
                        "/feedback/" + request + "/respond",
                        Map.of("values", Map.of("name", "Bob", "people", 2, "vegetarian", false)))
                .then()
                .statusCode(200);
        var answer = member.send(member.submission(modal, Json.readOwn(GOOD)))
                .statusCode(200)
                .body("response_action", equalTo("update"), "view.blocks[0].text.text", containsString("by API"))
                .extract()
                .asString();
        assertThat(read(Json.readOwn(answer).path("view")).getType()).isEqualTo("modal");
        chat.get("/feedback").body("items[0].outcome.values.name", equalTo("Bob"));
    }

    @Test
    void aStrangerFillsInNothing() {
        var modal = modal("/form");
        var stranger = SlackMember.at(clock);
        stranger.send(stranger.submission(modal, Json.readOwn(GOOD)))
                .statusCode(200)
                .body("response_action", equalTo("update"))
                .body("view.blocks[0].text.text", equalTo("This question was put to somebody else."));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
    }

    @Test
    void copiesOfTheClickOpenOneModal() {
        var click = member.click(card("/form"), "fill");
        member.send(click).statusCode(200);
        member.send(click).statusCode(200);
        Awaitility.await().until(() -> slack.calls("views.open", member.id()).size() == 2);
        assertThat(slack.calls("views.open", member.id()))
                .extracting(SlackStub.Call::error)
                .contains("", "exchanged_trigger_id");
        assertThat(slack.calls("chat.postEphemeral", member.id())).isEmpty();
    }

    @Test
    void whereNoModalOpensThePageIsNamed() {
        var card = card("/form");
        slack.plan(member.id(), SlackStub.Fault.error("expired_trigger_id"));
        member.send(member.click(card, "fill")).statusCode(200);
        assertThat(slack.await("chat.postEphemeral", member.id(), 1)
                        .path("text")
                        .asText())
                .contains("on the page");
    }
}
