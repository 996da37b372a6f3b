package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Given;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStub.Step;
import dev.parley.testing.OpenAiStubResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(OpenAiStubResource.class)
class UpstreamTest {

    OpenAiStub stub;

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
}
