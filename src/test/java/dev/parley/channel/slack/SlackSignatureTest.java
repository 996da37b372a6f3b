package dev.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature.Generator;
import dev.parley.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged by how Slack's own SDK signs. */
class SlackSignatureTest {

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String BODY = "payload=%7B%22type%22%3A%22block_actions%22%7D&ü";
    private static final Clock NOW = TestClock.at("2026-01-02T03:04:05Z");

    private final SlackSignature signature = new SlackSignature(SECRET);

    private static String seconds(Duration ago) {
        return Long.toString(NOW.instant().minus(ago).getEpochSecond());
    }

    private static String signed(String secret, String timestamp, String body) {
        return new Generator(secret).generate(timestamp, body);
    }

    private boolean covers(String timestamp, String body, String theirs) {
        return signature.covers(
                Optional.of(timestamp), body.getBytes(StandardCharsets.UTF_8), Optional.of(theirs), NOW.instant());
    }

    /** From Slack's page on how requests are verified. */
    @Test
    void theExampleOfSlacksOwnIsCovered() {
        var body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        assertThat(signature.covers(
                        Optional.of("1531420618"),
                        body.getBytes(StandardCharsets.UTF_8),
                        Optional.of("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"),
                        Instant.ofEpochSecond(1531420618)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,true", "300,true", "301,false", "-300,true", "-301,false", "86400,false"})
    void fiveMinutesAreAllowed(long ago, boolean good) {
        var timestamp = seconds(Duration.ofSeconds(ago));
        assertThat(covers(timestamp, BODY, signed(SECRET, timestamp, BODY))).isEqualTo(good);
    }

    @Test
    void whatWasChangedIsNotCovered() {
        var timestamp = seconds(Duration.ZERO);
        var good = signed(SECRET, timestamp, BODY);
        assertThat(covers(timestamp, BODY + " ", good)).isFalse();
        assertThat(covers(seconds(Duration.ofSeconds(1)), BODY, good)).isFalse();
        assertThat(covers(timestamp, BODY, signed("another", timestamp, BODY))).isFalse();
        assertThat(covers(timestamp, BODY, good.replace("v0=", "v1="))).isFalse();
        assertThat(covers(timestamp, BODY, good.substring(0, good.length() - 1)))
                .isFalse();
        assertThat(covers(timestamp, BODY, good.toUpperCase(java.util.Locale.ROOT)))
                .isFalse();
    }

    @Test
    void bothHeadersAreNeeded() {
        var timestamp = seconds(Duration.ZERO);
        var bytes = BODY.getBytes(StandardCharsets.UTF_8);
        var good = signed(SECRET, timestamp, BODY);
        assertThat(signature.covers(Optional.empty(), bytes, Optional.of(good), NOW.instant()))
                .isFalse();
        assertThat(signature.covers(Optional.of(timestamp), bytes, Optional.empty(), NOW.instant()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1e9", "99999999999", "999999999999999999999", "2026-01-02T03:04:05Z", "１"})
    void aTimeThatIsNoneIsRefused(String timestamp) {
        assertThat(covers(timestamp, BODY, signed(SECRET, timestamp, BODY))).isFalse();
    }
}
