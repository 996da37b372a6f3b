package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStub.Step;
import dev.parley.testing.OpenAiStubResource;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused before the model is called: an answer of the stub is counted as 18 tokens. */
@QuarkusTest
@TestProfile(BudgetTest.Narrow.class)
@WithTestResource(OpenAiStubResource.class)
class BudgetTest {

    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "parley.connection.max", "3",
                    "parley.budget.tokens", "30",
                    "parley.budget.turns", "3",
                    "parley.budget.user-turns", "2",
                    "parley.agent.output-tokens", "3");
        }
    }

    private static final OpenAiStub.Answer HANGS =
            OpenAiStub.of(OpenAiStub.with(OpenAiStub.begun("one "), new Step.Hang()));

    OpenAiStub stub;

    @Inject
    TestClock clock;

    @BeforeEach
    void forget() {
        stub.reset();
    }

    private static JsonNode tries(ChatClient client) {
        return client.ask("message", "{\"content\":\"more\"}");
    }

    private static String code(JsonNode answer) {
        return answer.at("/payload/code").asText();
    }

    private void answered(ChatClient client) {
        stub.plan(OpenAiStub.tokens("done"));
        client.say("hello");
        client.awaitStatus("idle");
    }

    @Test
    void whatIsSpentTodayIsRefusedUntilTomorrow() {
        var user = Given.user();
        try (var held = clock.hold();
                var client = user.inSession()) {
            answered(client);
            answered(client);
            int calls = stub.seen().size();
            var refused = tries(client);
            assertThat(code(refused)).isEqualTo("budget_spent");
            assertThat(refused.at("/payload/retryable").asBoolean()).isTrue();
            var left = Duration.between(clock.instant().atOffset(ZoneOffset.UTC).toLocalTime(), LocalTime.MAX);
            assertThat(refused.at("/payload/retry_after_ms").asLong())
                    .isBetween(left.toMillis() - 1_000, left.toMillis() + 1_000);
            var session =
                    client.seen("session_started").getFirst().get("session_id").asText();
            user.calls()
                    .body(Map.of("content", "more"))
                    .post("/api/sessions/" + session + "/messages")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", Integer::parseInt, is((int)
                            left.plusSeconds(1).toSeconds()))
                    .header("X-RateLimit-Retry-After", not(blankOrNullString()))
                    .body("code", equalTo("budget_spent"), "level", equalTo("user"));
            assertThat(stub.seen()).hasSize(calls);
            try (var other = Given.user().inSession()) {
                answered(other);
            }
        }
        clock.advance(Duration.ofDays(1));
        try (var client = user.again().inSession()) {
            answered(client);
        }
    }

    @Test
    void aCancelledAnswerIsCountedByItsLength() {
        var user = Given.user();
        try (var client = user.inSession()) {
            stub.plan(HANGS);
            client.say("x".repeat(400));
            client.await("stream_chunk");
            client.send("cancel", "{}");
            client.awaitStatus("idle");
            Awaitility.await().until(() -> code(tries(client)).equals("budget_spent"));
            Awaitility.await().until(() -> stub.aborted() == 1);
        }
    }

    @Test
    void anAnswerThatFailsBeforeItSaysAnythingCostsWhatTheModelCounts() {
        try (var client = Given.user().inSession()) {
            for (int i = 0; i < 2; i++) {
                stub.plan(OpenAiStub.status(400));
                client.say("x".repeat(400));
                client.awaitError("agent_unavailable");
                client.awaitStatus("idle");
            }
            for (int i = 0; i < 2; i++) {
                stub.plan(OpenAiStub.tokens(""));
                client.say("hello");
                client.awaitError("agent_unavailable");
                client.awaitStatus("idle");
            }
            assertThat(code(tries(client))).isEqualTo("budget_spent");
        }
    }

    @Test
    void whatWaitedIsNotAskedOfTheModelOnceTheBudgetIsSpent() {
        try (var client = Given.user().inSession()) {
            stub.plan(HANGS);
            client.say("x".repeat(400));
            client.await("stream_chunk");
            client.say("waits");
            client.send("cancel", "{}");
            client.awaitError("budget_spent");
            client.awaitStatus("idle");
            assertThat(stub.seen()).hasSize(1);
            Awaitility.await().until(() -> stub.aborted() == 1);
        }
    }

    @Test
    void soManyAnswersRunAtOnceForOneUserAndOnOneReplica() {
        var user = Given.user();
        try (var one = user.inSession();
                var two = user.inSession();
                var three = user.inSession();
                var others = Given.user().inSession();
                var more = Given.user().inSession()) {
            stub.plan(HANGS, HANGS, HANGS);
            one.say("hello");
            two.say("hello");
            assertThat(code(tries(three))).isEqualTo("busy");
            others.say("hello");
            var refused = tries(more);
            assertThat(code(refused)).isEqualTo("busy");
            assertThat(refused.at("/payload/retry_after_ms").asLong()).isPositive();
            one.say("this one waits");

            Awaitility.await().until(() -> stub.seen().size() == 3);
            two.send("cancel", "{}");
            two.awaitStatus("idle");
            answered(more);
            for (var client : new ChatClient[] {one, others}) {
                client.ask("end_session", "{}");
            }
            Awaitility.await().until(() -> stub.aborted() == 3);
        }
    }

    @Test
    void anAnswerIsCutWhereTheEndpointDoesNotKeepToTheBound() {
        try (var client = Given.user().inSession()) {
            stub.plan(OpenAiStub.of(OpenAiStub.with(OpenAiStub.begun("a", "b", "c", "d"), new Step.Hang())));
            client.say("hello");
            var end = client.await("stream_end");
            assertThat(end.at("/payload/finish_reason").asText()).isEqualTo("length");
            assertThat(end.at("/payload/content").asText()).isEqualTo("abc");
            assertThat(stub.last().body().getInteger("max_tokens")).isEqualTo(3);
            Awaitility.await().until(() -> stub.aborted() == 1);

            stub.plan(OpenAiStub.tokens("a", "b", "c"));
            client.awaitStatus("idle");
            client.say("hello");
            assertThat(client.await("stream_end").at("/payload/finish_reason").asText())
                    .isEqualTo("complete");
        }
    }

    @Test
    void nobodyOpensMoreSocketsThanTheyMay() {
        var user = Given.user();
        try (var one = user.connected();
                var two = user.connected()) {
            try (var three = user.connected()) {
                assertThat(user.socket().refused()).isEqualTo(429);
                Given.user().connected().close();
            }
            Awaitility.await().ignoreExceptions().untilAsserted(() -> user.connected()
                    .close());
        }
    }
}
