package dev.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.util.json.GsonFactory;
import dev.parley.channel.Card;
import dev.parley.channel.ChannelType;
import dev.parley.channel.CommunicationChannel;
import dev.parley.channel.Notice;
import dev.parley.testing.SlackRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read by the model of Slack's own SDK, and held against Slack's limits. */
class SlackCardsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LINK = "https://parley.example/answers/secret-token";
    private static final Notice NOTICE = Notice.question(
            "notice-1",
            new Notice.Subject("session", "request", Optional.empty()),
            new CommunicationChannel(
                    "user", ChannelType.SLACK, "U012AB3CD", 1, 3, Duration.ofMinutes(5), true, Optional.of(NOW)),
            Duration.ZERO,
            NOW);

    private static Card.Question question(String type, String prompt, List<Card.Option> options) {
        return new Card.Question(LINK, type, prompt, options, NOW, 1);
    }

    private static List<LayoutBlock> blocks(JsonNode message) {
        var gson = GsonFactory.createSnakeCase(strict());
        return Arrays.asList(gson.fromJson(message.path("blocks").toString(), LayoutBlock[].class));
    }

    private static com.slack.api.SlackConfig strict() {
        var config = new com.slack.api.SlackConfig();
        config.setFailOnUnknownProperties(true);
        return config;
    }

    private static JsonNode message(Card card) {
        var message = SlackCards.message(NOTICE, card);
        assertThat(SlackRules.faults(message)).isEmpty();
        return message;
    }

    private static List<ButtonElement> buttons(List<LayoutBlock> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof ActionsBlock actions ? actions.getElements().stream() : null)
                .map(ButtonElement.class::cast)
                .toList();
    }

    @Test
    void anApprovalHasAButtonForEachDecisionAndOneForThePage() {
        var blocks = blocks(message(question("approval", "May I <b>deploy</b> & go?", List.of())));
        assertThat(blocks)
                .hasExactlyElementsOfTypes(
                        HeaderBlock.class, SectionBlock.class, ActionsBlock.class, ContextBlock.class);
        assertThat(((SectionBlock) blocks.get(1)).getText().getText())
                .isEqualTo("May I &lt;b&gt;deploy&lt;/b&gt; &amp; go?");
        assertThat(buttons(blocks))
                .extracting(ButtonElement::getValue, ButtonElement::getStyle, ButtonElement::getUrl)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("approve", "primary", null),
                        org.assertj.core.groups.Tuple.tuple("reject", "danger", null),
                        org.assertj.core.groups.Tuple.tuple(null, null, LINK));
        assertThat(SlackCard.notice(blocks.get(2).getBlockId())).contains("notice-1");
        assertThat(blocks.get(3).toString()).contains("2 January 2026, 03:04 UTC", "<!date^1767323045^");
    }

    @Test
    void theCardSaysHowManyMustSayTheSame() {
        assertThat(message(question("approval", "May I?", List.of())).toString())
                .contains("The first valid answer counts.");
        assertThat(message(new Card.Question(LINK, "approval", "May I?", List.of(), NOW, 3))
                        .toString())
                .contains("It is decided when 3 of those who are asked say the same, or no longer can. Whoever has")
                .doesNotContain("first valid");
    }

    @Test
    void theLinksSecretIsNowhereButInItsButton() {
        var text = message(question("approval", "May I?", List.of())).toString();
        assertThat(text.split("secret-token", -1)).hasSize(2);
    }

    @Test
    void aChoiceHasAButtonForEachOptionHoweverManyAndLong() {
        var options = IntStream.range(0, 40)
                .mapToObj(i -> new Card.Option("id-" + i, "Option " + i + " " + "x".repeat(200)))
                .toList();
        var blocks = blocks(message(question("choice", "Which?", options)));
        assertThat(buttons(blocks)).hasSize(41);
        assertThat(buttons(blocks).get(39).getValue()).isEqualTo("id-39");
        assertThat(blocks.stream().filter(ActionsBlock.class::isInstance)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"form", "text", "clarification"})
    void whatIsWrittenHasAButtonThatAsksForTheForm(String type) {
        var buttons = buttons(blocks(message(question(type, "Tell me", List.of()))));
        assertThat(buttons).extracting(ButtonElement::getActionId).containsExactly(SlackCard.FILL, SlackCard.PAGE);
    }

    @Test
    void aLongQuestionKeepsToTheLimits() {
        var blocks = blocks(message(question("approval", "&<>".repeat(10_000), List.of())));
        assertThat(blocks.stream().filter(SectionBlock.class::isInstance)).hasSize(4);
    }

    @Test
    void aClosedCardHasNoButtonsAndSaysWhoDecided() {
        var closed = new Card.Closed(LINK, "May I?", "Approved", "by Ann & Co by chat on 2 January 2026, 03:04 UTC");
        var blocks = blocks(message(closed));
        assertThat(buttons(blocks)).isEmpty();
        assertThat(blocks.toString()).contains("May I?", "*Approved*", "by Ann &amp; Co by chat");
        message(new Card.Closed(LINK, "May I?", "x".repeat(9_000) + "\n*", ""));
    }

    @Test
    void aRequestToConfirmIsALink() {
        var blocks = blocks(message(new Card.Confirmation(LINK, "<@U1>")));
        assertThat(buttons(blocks)).extracting(ButtonElement::getUrl).containsExactly(LINK);
        assertThat(blocks.toString()).contains("&lt;@U1&gt; wants");
    }

    @Test
    void blocksOfOthersAreOfNoNotice() {
        assertThat(SlackCard.notice("")).isEmpty();
        assertThat(SlackCard.notice("notice:")).isEmpty();
        assertThat(SlackCard.notice("other:notice-1:0")).isEmpty();
        assertThat(SlackCard.notice("notice:notice-1:0")).contains("notice-1");
    }
}
