package dev.parley;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Chat;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.LogLines;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import dev.parley.testing.Spans;
import dev.parley.testing.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is done for a frame or a call is one trace, over all its threads, up to the mail that goes out for it. */
@QuarkusTest
@TestProfile(Traced.class)
@QuarkusTestResource(MailServer.class)
class TraceTest {

    private static final AttributeKey<String> SESSION = AttributeKey.stringKey("parley.session_id");
    private static final String WORDS = "canary-words-4711";

    @Inject
    Spans spans;

    private SpanData await(String name, String session) {
        return Awaitility.await()
                .until(
                        () -> spans.ended().stream()
                                .filter(span -> span.getName().equals(name)
                                        && session.equals(span.getAttributes().get(SESSION)))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    private SpanData in(SpanData trace, String name) {
        return Awaitility.await()
                .until(() -> spans.named(trace.getTraceId(), name), found -> !found.isEmpty())
                .getFirst();
    }

    private static void under(SpanData parent, SpanData child) {
        assertThat(child.getParentSpanId()).as(child.getName()).isEqualTo(parent.getSpanId());
    }

    private static String session(ChatClient client) {
        return client.seen("session_started").getFirst().get("session_id").asText();
    }

    @Test
    void fromAFrameToTheModelAndToTheMail() {
        var address = Person.newEmail();
        var person = Person.signedIn();
        person.reachableBy(Map.of("type", "email", "address", address));
        MailServer.confirm(address, 1);
        try (var client =
                ChatClient.to(RestAssured.port).token(person.accessToken()).open()) {
            client.startSession();
            client.say("/ask May I?");
            client.awaitStatus("waiting_feedback");
            MailServer.await(address, 2);

            var frame = await("frame Say", session(client));
            var turn = in(frame, "turn");
            under(frame, turn);
            under(turn, in(frame, "chat demo"));
            under(turn, in(frame, "deliver email"));
            assertThat(turn.getAttributes().get(AttributeKey.stringKey("parley.finish")))
                    .isEqualTo("waiting_feedback");
        }
    }

    @Test
    void fromACallToTheModel() {
        var chat = Chat.open();
        chat.sayAndWait("Hello");
        var turn = await("turn", chat.sessionId());
        under(in(turn, "POST /api/sessions/{session_id}/messages"), turn);
        under(turn, in(turn, "chat demo"));
    }

    @Test
    void noTraceHasAnothersTurn() {
        var sessions = Race.of(8, i -> {
            try (var client = Given.user().inSession()) {
                for (int n = 0; n < 5; n++) {
                    client.say("/count 3");
                    client.await("stream_end");
                }
                return session(client);
            }
        });
        for (var session : sessions) {
            var turns = Awaitility.await()
                    .until(
                            () -> spans.ended().stream()
                                    .filter(span -> span.getName().equals("turn")
                                            && session.equals(
                                                    span.getAttributes().get(SESSION)))
                                    .toList(),
                            found -> found.size() == 5);
            assertThat(turns).allSatisfy(turn -> {
                var frame = in(turn, "frame Say");
                under(frame, turn);
                assertThat(frame.getAttributes().get(SESSION)).isEqualTo(session);
            });
        }
    }

    @Test
    void whatIsLoggedNamesItsTrace() {
        try (var log = LogLines.listen();
                var client = Given.user().inSession()) {
            client.say("/fail");
            client.awaitError("agent_unavailable");
            var turn = await("turn", session(client));
            assertThat(turn.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(in(turn, "chat demo").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            Awaitility.await().untilAsserted(() -> assertThat(log.contexts()).anySatisfy(context -> assertThat(context)
                    .containsEntry("session_id", session(client))
                    .containsEntry("traceId", turn.getTraceId())
                    .containsKeys("turn_id", "spanId")));
        }
    }

    @Test
    void aRefusedFrameIsNoFaultOfOurs() {
        try (var client = Given.user().connected()) {
            client.send("message", "{\"content\":\"" + WORDS + "\"}");
            client.awaitError("session_not_found");
            var frame = Awaitility.await()
                    .until(
                            () -> spans.ended().stream()
                                    .filter(span -> "session_not_found"
                                            .equals(span.getAttributes().get(AttributeKey.stringKey("error.type"))))
                                    .findFirst()
                                    .orElse(null),
                            found -> found != null);
            assertThat(frame.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }
    }

    @Test
    void nothingThatPeopleKeepToThemselvesGetsThere() {
        var user = Person.signedIn();
        var address = Person.newEmail();
        user.reachableBy(Map.of("type", "email", "address", address));
        var link = MailServer.link(MailServer.await(address, 1));
        given().get(link).then().statusCode(200);
        String ticket = user.calls().post("/api/auth/ticket").path("ticket");
        try (var client =
                ChatClient.to(RestAssured.port).path("/ws?ticket=" + ticket).open()) {
            client.startSession();
            client.say(WORDS);
            client.await("stream_end");
            await("turn", session(client));
        }
        given().get("/api/auth/me?access_token=" + WORDS).then().statusCode(401);
        Awaitility.await().until(() -> spans.ended().stream()
                .anyMatch(span -> span.getName().startsWith("GET /confirmations/")));
        var token = link.substring(link.lastIndexOf('/') + 1);
        var secrets = List.of(WORDS, ticket, token, address, user.accessToken(), user.refreshToken());
        assertThat(spans.ended().stream().map(SpanData::toString).filter(span -> secrets.stream()
                        .anyMatch(span::contains)))
                .isEmpty();
    }
}
