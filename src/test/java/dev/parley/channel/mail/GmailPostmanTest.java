package dev.parley.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.channel.Delivery;
import dev.parley.testing.GmailStub;
import dev.parley.testing.GmailStub.Fault;
import dev.parley.testing.MailServer;
import dev.parley.testing.TestClock;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GmailPostmanTest {

    private static final Letter LETTER = new Letter(
            "Parley <parley@example.org>",
            Optional.of("parley+token@example.org"),
            "ann@example.com",
            "Grüße? ".repeat(20).strip(),
            "Schöne Grüße",
            "<p>Schöne Grüße</p>",
            "<1@example.org>",
            Optional.empty());

    private final GmailStub stub = new GmailStub();
    private final TestClock clock = TestClock.at("2026-11-24T12:00:00Z");
    private final GmailPostman postman = postman(new GmailSettings(stub.baseUrl()));

    @AfterEach
    void close() {
        stub.close();
    }

    private GmailPostman postman(GmailConfig config) {
        return new GmailPostman(new Gmail(config, clock).api().orElseThrow(), clock);
    }

    @Test
    void aMailGoesOutAsItIs() throws Exception {
        assertThat(postman.deliver(LETTER)).isEqualTo(new Delivery.Sent("<1@example.org>"));

        var mail = stub.sent().getFirst();
        assertThat(mail.getFrom()).extracting(String::valueOf).containsExactly("Parley <parley@example.org>");
        assertThat(mail.getReplyTo()).extracting(String::valueOf).containsExactly("parley+token@example.org");
        assertThat(mail.getAllRecipients()).extracting(String::valueOf).containsExactly("ann@example.com");
        assertThat(mail.getMessageID()).isEqualTo("<1@example.org>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSubject()).isEqualTo(LETTER.subject());
        assertThat(mail.getSentDate()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(MailServer.part(mail, "text/plain")).isEqualTo("Schöne Grüße");
        assertThat(MailServer.part(mail, "text/html")).isEqualTo("<p>Schöne Grüße</p>");
    }

    @Test
    void anAccessTokenIsUsedUntilShortlyBeforeItsEnd() {
        postman.deliver(LETTER);
        clock.advance(Duration.ofMinutes(58));
        postman.deliver(LETTER);
        assertThat(stub.tokensGiven()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        postman.deliver(LETTER);
        assertThat(stub.tokensGiven()).isEqualTo(2);
        assertThat(stub.sent()).hasSize(3);
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnce() {
        postman.deliver(LETTER);
        stub.revokeToken();
        assertThat(postman.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
        assertThat(stub.tokensGiven()).isEqualTo(2);

        stub.plan(new Fault(401), new Fault(401));
        assertThat(postman.deliver(LETTER)).isEqualTo(new Delivery.Failed("Gmail answered 401 none", Optional.empty()));
        assertThat(stub.sent()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "503", "403"})
    void whatMayPassIsAFailure(int status) {
        stub.plan(new Fault(status, Map.of("Retry-After", "17"), "rateLimitExceeded"));
        assertThat(postman.deliver(LETTER))
                .isEqualTo(new Delivery.Failed(
                        "Gmail answered " + status + " rateLimitExceeded", Optional.of(Duration.ofSeconds(17))));
        assertThat(postman.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
    }

    @ParameterizedTest
    @CsvSource({"400", "413"})
    void whatWillNeverPassIsARefusal(int status) {
        stub.plan(new Fault(status, Map.of(), "invalidArgument"));
        assertThat(postman.deliver(LETTER))
                .isEqualTo(new Delivery.Refused("Gmail answered " + status + " invalidArgument"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        stub.plan(new Fault(307, Map.of("Location", stub.baseUrl() + "/gmail/v1/users/me/messages/send"), "moved"));
        assertThat(postman.deliver(LETTER)).isInstanceOf(Delivery.Failed.class);
        assertThat(stub.calls()).hasSize(1);
    }

    @Test
    void withoutATokenTheMailWaits() {
        var delivery = postman(new GmailSettings(
                        Optional.of(GmailStub.CLIENT_ID),
                        Optional.of(GmailStub.CLIENT_SECRET),
                        Optional.of("canary-revoked"),
                        Optional.of(URI.create(stub.baseUrl()))))
                .deliver(LETTER);
        assertThat(delivery)
                .isEqualTo(new Delivery.Failed("Google gave no access token: 400 invalid_grant", Optional.empty()));
    }

    @Test
    void whereNobodyAnswersTheMailWaits() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        var delivery = postman(new GmailSettings("http://127.0.0.1:" + closed)).deliver(LETTER);
        assertThat(delivery).isInstanceOf(Delivery.Failed.class);
        assertThat(delivery.toString()).doesNotContain("canary");
    }

    @Test
    void halfOfTheSettingsIsAFault() {
        var some = new GmailSettings(Optional.of("id"), Optional.empty(), Optional.of("token"), Optional.empty());
        assertThatThrownBy(() -> new Gmail(some, clock))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("PARLEY_GMAIL_CLIENT_SECRET is not set");
        var none = new GmailSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(new Gmail(none, clock).api()).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsAFault() {
        for (var url : List.of("ftp://example.com", "http:///path", "https://ann:canary@example.com", "https://a/?b")) {
            assertThatThrownBy(() -> new Gmail(new GmailSettings(url), clock))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("PARLEY_GMAIL_BASE_URL")
                    .hasMessageNotContaining("canary");
        }
    }
}
