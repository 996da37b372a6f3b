package dev.parley.agent;

import static dev.parley.testing.OpenAiStub.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Heard;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStubResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that stream from an endpoint, through the AI service. */
@QuarkusTest
@QuarkusTestResource(OpenAiStubResource.class)
class StreamedAnswerTest {

    OpenAiStub stub;

    @Inject
    AgentService agents;

    @Inject
    ChatAgent agent;

    private final Heard heard = new Heard();

    @BeforeEach
    void forget() {
        stub.reset();
    }

    @Test
    void tokens_arrive_in_order_and_end_once_with_the_usage() {
        stub.plan(tokens("Hel", "lo", " wörld", " \"quoted\"\n", "🙂"));

        agents.stream(turn("Hi"), heard);

        assertThat(heard.end())
                .isEqualTo(new Heard.End.Complete(Finish.COMPLETE, Optional.of(new Usage(11, 7)), Optional.empty()));
        assertThat(heard.text()).isEqualTo("Hello wörld \"quoted\"\n🙂");
        assertThat(heard.ends()).isOne();
        assertThat(heard.thread()).contains("eventloop");
    }

    private static AgentTurn turn(String input) {
        return new AgentTurn("turn-1", "session-1", List.of(), input, Optional.empty());
    }
}
