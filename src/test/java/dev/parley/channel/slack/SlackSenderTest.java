package dev.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.channel.Card;
import dev.parley.channel.ChannelConfig;
import dev.parley.channel.ChannelType;
import dev.parley.channel.Delivery;
import dev.parley.channel.Notice;
import dev.parley.testing.SlackStub;
import dev.parley.testing.SlackStub.Fault;
import dev.parley.testing.TestClock;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSenderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String MEMBER = "U012AB3CD";
    private static final Notice NOTICE = Notice.confirmation("notice-1", "user", ChannelType.SLACK, MEMBER, NOW);
    private static final Card.Confirmation CARD =
            new Card.Confirmation("https://parley.example/confirmations/t", "Ann");
    private static final Card.Closed CLOSED = new Card.Closed("https://parley.example/answers/t", "May I?", "Yes", "");

    private static Vertx vertx;
    private static SlackStub slack;
    private static String address;

    record Settings(Optional<String> botToken, Optional<String> signingSecret, URI baseUrl) implements SlackConfig {}

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        slack = new SlackStub();
        address = slack.start().get("parley.slack.base-url");
    }

    @AfterAll
    static void stop() {
        slack.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static SlackSender sender(Optional<String> token, String base) {
        return sender(token, base, "PT20S");
    }

    private static SlackSender sender(Optional<String> token, String base, String timeout) {
        var channels = channels(timeout);
        var settings = new Settings(token, Optional.empty(), URI.create(base));
        var clock = TestClock.at(NOW.toString());
        var api = new SlackApi(vertx, settings, clock);
        return new SlackSender(api, new SlackLive(api, channels, clock, vertx), channels);
    }

    static ChannelConfig channels(String timeout) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ChannelConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("parley.channel.send-timeout", timeout), "test", 100))
                .build()
                .getConfigMapping(ChannelConfig.class);
    }

    private static Delivery send(Fault fault) {
        slack.plan(MEMBER, fault);
        return sender(Optional.of("xoxb-e2e-token"), address).send(NOTICE, CARD);
    }

    @Test
    void aWrongTokenStopsTheStartWithItsName() {
        assertThatThrownBy(() -> sender(Optional.of("xoxb-canary\nxoxb-2"), "http://localhost"))
                .hasMessageStartingWith("PARLEY_SLACK_BOT_TOKEN: ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aMessageIsKnownByItsConversationAndTime() {
        var sender = sender(Optional.of("xoxb-e2e-token\n"), address + "/");
        var sent = (Delivery.Sent) sender.send(NOTICE, CARD);
        assertThat(sent.reference()).matches("D012AB3CD:1767323045\\.[0-9]{6}");
        assertThat(sender.send(NOTICE.sentAs(sent.reference()), CLOSED)).isEqualTo(sent);
        assertThat(sender.send(NOTICE.sentAs("D012AB3CD:1.000001"), CLOSED))
                .isEqualTo(new Delivery.Refused("Slack refused: message_not_found"));
        assertThat(sender.send(NOTICE, CLOSED)).isInstanceOf(Delivery.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel_not_found",
                "user_not_found",
                "invalid_blocks",
                "cant_update_message",
                "is_archived",
                "msg_too_long"
            })
    void whatNoTryCanMendIsRefused(String error) {
        assertThat(send(Fault.error(error))).isEqualTo(new Delivery.Refused("Slack refused: " + error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "internal_error", "service_unavailable", "fatal_error", "new_error"})
    void whatPassesIsAFailure(String error) {
        assertThat(send(Fault.error(error)))
                .isEqualTo(new Delivery.Failed("Slack refused: " + error, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "404"})
    void soIsEveryStatusButGood(int status) {
        assertThat(send(Fault.status(status)))
                .isEqualTo(new Delivery.Failed("Slack answered with status " + status, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"30,30", "0,0", "soon,", "-1,", "99999999999,"})
    void slackSaysHowLongToWait(String header, Long seconds) {
        var wait = Optional.ofNullable(seconds).map(Duration::ofSeconds);
        assertThat(send(Fault.status(429, "Retry-After", header)))
                .isEqualTo(new Delivery.Failed("Slack answered with status 429", wait));
    }

    /** An answer may be there before its caller's thread goes on. */
    @Test
    void noAnswerIsMissed() {
        var sender = sender(Optional.of("xoxb-e2e-token"), address);
        for (int i = 0; i < 500; i++) {
            slack.plan(MEMBER, Fault.error("is_archived"));
            assertThat(sender.send(NOTICE, CARD)).isInstanceOf(Delivery.Refused.class);
        }
    }

    @Test
    void noRedirectIsFollowed() {
        int before = slack.calls("chat.postMessage", MEMBER).size();
        assertThat(send(Fault.status(307, "Location", address + "/chat.postMessage")))
                .isInstanceOf(Delivery.Failed.class);
        assertThat(slack.calls("chat.postMessage", MEMBER)).hasSize(before + 1);
    }

    @Test
    void whoDoesNotSpeakSlackFails() {
        assertThat(List.of(send(Fault.status(200)), send(Fault.error("<b>no</b>"))))
                .allMatch(delivery -> delivery instanceof Delivery.Failed failed
                        && failed.reason().startsWith("Slack's answer is no"));
        assertThat(sender(Optional.of("xoxb-secret"), "http://127.0.0.1:1/api").send(NOTICE, CARD))
                .isInstanceOf(Delivery.Failed.class)
                .asString()
                .contains("cannot be reached")
                .doesNotContain("xoxb-secret");
    }

    @Test
    void aSlackThatSaysNothingIsNotWaitedForLonger() {
        var silent = vertx.createHttpServer().requestHandler(request -> {}).listen(0, "127.0.0.1");
        int port = silent.toCompletionStage().toCompletableFuture().join().actualPort();
        assertThat(sender(Optional.of("xoxb-e2e-token"), "http://127.0.0.1:" + port, "PT0.2S")
                        .send(NOTICE, CARD))
                .isInstanceOf(Delivery.Failed.class);
    }

    @Test
    void withoutATokenTheSettingIsNamed() {
        assertThat(sender(Optional.empty(), address).send(NOTICE, CARD))
                .isInstanceOf(Delivery.Refused.class)
                .asString()
                .contains("PARLEY_SLACK_BOT_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://slack.com/api", "slack.com", "https://user:secret@slack.com/api", "file:///etc"})
    void anAddressThatIsNoneStopsTheStart(String base) {
        assertThatThrownBy(() -> sender(Optional.empty(), base))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_SLACK_BASE_URL")
                .hasMessageNotContaining("secret");
    }
}
