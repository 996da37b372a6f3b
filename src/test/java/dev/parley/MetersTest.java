package dev.parley;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Dispatcher;
import dev.parley.conversation.Expiry;
import dev.parley.testing.Chat;
import dev.parley.testing.Given;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class MetersTest {

    private static final Pattern NAME = Pattern.compile("\\b(?:parley|jvm|process|system|http)_[a-z_]+");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    TestClock clock;

    @Inject
    Expiry expiry;

    @Inject
    Dispatcher dispatcher;

    private String scrape() {
        return given().get(metrics).then().statusCode(200).extract().asString();
    }

    /** The value of a series, 0 where there is none. */
    private double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    private void grows(String series, double from) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> value(series) > from);
    }

    @Test
    void metricsAreNotOnThePublicPort() {
        given().get("/q/metrics").then().statusCode(401);
        Person.signedIn().calls().get("/q/metrics").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health/live", "health/ready", "openapi"})
    void whatClientsReadIsOnThePublicPortAlone(String path) {
        given().get("/q/" + path).then().statusCode(200);
        given().get(metrics.resolve(path)).then().statusCode(404);
    }

    @Test
    void anAnswerIsMeasured() {
        var series = List.of(
                "parley_messages_total{channel=\"websocket\"}",
                "parley_chunks_total",
                "parley_first_token_seconds_count",
                "parley_turns_seconds_count{finish=\"complete\"}");
        var before = series.stream().collect(Collectors.toMap(each -> each, this::value));
        try (var client = Given.user().inSession()) {
            assertThat(value("parley_sockets")).isPositive();
            client.say("/stream 5");
            client.await("stream_end");
        }
        before.forEach(this::grows);
    }

    @Test
    void aRefusalIsCountedAtItsLevel() {
        double before = value("parley_refusals_total{level=\"session\"}");
        var chat = Chat.open();
        int status;
        do { // ten, and what comes back on a slow machine
            status = chat.post("/messages", Map.of("content", "hello")).statusCode();
            chat.awaitRest();
        } while (status == 202);
        assertThat(status).isEqualTo(429);
        grows("parley_refusals_total{level=\"session\"}", before);
    }

    @Test
    void aDeliveryIsCountedByItsOutcome() {
        double before = value("parley_deliveries_total{channel=\"email\",outcome=\"sent\"}");
        var address = Person.newEmail();
        Chat.open().person().reachableBy(Map.of("type", "email", "address", address));
        MailServer.await(address, 1);
        grows("parley_deliveries_total{channel=\"email\",outcome=\"sent\"}", before);
        assertThat(value("parley_channel_open{channel=\"email\"}")).isEqualTo(1);
    }

    @Test
    void whatExpiresIsCounted() {
        Chat.open();
        double before = value("parley_expired_total{what=\"sessions\"}");
        clock.advance(Duration.ofHours(25));
        expiry.run();
        grows("parley_expired_total{what=\"sessions\"}", before);
    }

    @Test
    void whatPeopleAreAskedAndDecideIsCounted() {
        var series = List.of(
                "parley_questions_asked_total{type=\"approval\"}",
                "parley_questions_decided_total{outcome=\"reject\"}",
                "parley_questions_decided_total{outcome=\"expired\"}",
                "parley_expired_total{what=\"questions\"}");
        var before = series.stream().collect(Collectors.toMap(each -> each, this::value));
        var chat = Chat.open();
        var question = chat.question("/ask May I?");
        chat.post("/feedback/" + question + "/respond", Map.of("action", "reject"))
                .then()
                .statusCode(200);
        Chat.open().question("/ask May I?");
        clock.advance(Duration.ofHours(48));
        expiry.run();
        before.forEach(this::grows);
    }

    @Test
    void noTokenAndNoIdIsInTheNameOfASeries() {
        var chat = Chat.open();
        chat.say("hello");
        given().get("/answers/canary-token-4711");
        assertThat(scrape())
                .doesNotContain(
                        "canary-token-4711", chat.sessionId(), chat.person().userId());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("dev.parley.Monitoring#asked")
    void whatDashboardAndAlertsAskForIsThere(String title, String expression) {
        if (value("parley_deliveries_total{channel=\"email\",outcome=\"sent\"}") == 0) {
            aDeliveryIsCountedByItsOutcome();
        }
        if (value("parley_turns_seconds_count{finish=\"complete\"}") == 0) {
            anAnswerIsMeasured();
        }
        assertThat(title).isNotBlank();
        var shown = scrape();
        var names = NAME.matcher(expression).results().map(MatchResult::group).toList();
        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(shown.lines())
                .anyMatch(line -> line.startsWith(name + " ") || line.startsWith(name + "{")));
    }

    @Test
    void everyRuleAndEveryPanelIsRead() throws IOException {
        assertThat(Monitoring.asked()).hasSizeGreaterThan(25);
    }
}
