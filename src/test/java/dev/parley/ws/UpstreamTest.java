package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.session.Message;
import dev.parley.session.MessageStatus;
import dev.parley.session.MessageStore;
import dev.parley.testing.Given;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStub.Step;
import dev.parley.testing.OpenAiStubResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(OpenAiStubResource.class)
class UpstreamTest {

    OpenAiStub stub;

    @Inject
    MessageStore messages;

    @BeforeEach
    void forget() {
        stub.reset();
    }

    @Test
    void aModelThatFailsBeforeItsFirstTokenIsAnErrorAndNoStream() {
        try (var client = Given.user().inSession()) {
            stub.plan(OpenAiStub.status(401));
            client.say("hi");
            client.awaitStatus("error");
            client.awaitError("agent_unavailable");
            client.awaitStatus("idle");
            assertThat(client.seen("stream_start")).isEmpty();
        }
    }

    @Test
    void aModelThatIsCutInTheMiddleEndsItsStreamWithAnError() {
        try (var client = Given.user().inSession()) {
            stub.plan(OpenAiStub.of(OpenAiStub.with(OpenAiStub.begun("one ", "two "), new Step.Cut())));
            client.say("hi");
            var end = client.await("stream_end").get("payload");
            assertThat(end.get("finish_reason").asText()).isEqualTo("error");
            assertThat(end.get("content").asText()).isEqualTo("one two ");
            assertThat(end.at("/error/code").asText()).isEqualTo("agent_unavailable");
            client.awaitStatus("error");
            client.awaitStatus("idle");
            assertThat(client.seen("error")).isEmpty();
        }
    }

    @Test
    void aWholeAnswerThatIsCutAtTheModelsLimitSaysSo() {
        try (var client = Given.user().inSession()) {
            stub.plan(OpenAiStub.wholeCutAtLimit("{\"kind\":\"RESPOND\",\"content\":\"too long\"}"));
            client.send("message", "{\"content\":\"hi\",\"stream\":false}");
            var answer = client.await("message").get("payload");
            assertThat(answer.get("content").asText()).isEqualTo("too long");
            assertThat(answer.get("finish_reason").asText()).isEqualTo("length");
        }
    }

    @Test
    void aModelThatHangsIsATimeout() {
        try (var client = Given.user().inSession()) {
            stub.plan(OpenAiStub.of(OpenAiStub.with(OpenAiStub.begun("one "), new Step.Hang())));
            client.say("hi");
            assertThat(client.await("stream_end").at("/payload/error/code").asText())
                    .isEqualTo("agent_timeout");
            client.awaitStatus("idle");
        }
    }

    @Test
    void aCancelEndsTheCallToTheModel() {
        try (var client = Given.user().inSession()) {
            stub.plan(OpenAiStub.of(OpenAiStub.with(OpenAiStub.begun("one "), new Step.Hang())));
            client.say("hi");
            client.await("stream_chunk");
            client.send("cancel", "{}");
            var end = client.await("stream_end").get("payload");
            assertThat(end.get("finish_reason").asText()).isEqualTo("cancelled");
            assertThat(end.get("content").asText()).isEqualTo("one ");
            Awaitility.await().until(() -> stub.aborted() == 1);
        }
    }

    @Test
    void theModelIsToldTheNewestFortyMessagesAtMost() {
        try (var client = Given.user().connected()) {
            var session = client.startSession();
            IntStream.range(0, 60).forEach(i -> messages.add(said(session, i)));
            stub.plan(OpenAiStub.tokens("ok"));

            client.say("now");
            client.await("stream_end");

            var told = String.join("\n", stub.last().contents());
            assertThat(told).contains("past 20.", "past 59.").doesNotContain("past 19.");
        }
    }

    /** Before all events of the session. */
    private static Message said(String session, int number) {
        return new Message(
                UUID.randomUUID().toString(),
                session,
                number - 100L,
                Message.Role.USER,
                "websocket",
                "past " + number + ".",
                MessageStatus.SENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.ofEpochSecond(number));
    }
}
