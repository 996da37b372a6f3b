package dev.parley.agent;

import static dev.parley.testing.OpenAiStub.begun;
import static dev.parley.testing.OpenAiStub.of;
import static dev.parley.testing.OpenAiStub.text;
import static dev.parley.testing.OpenAiStub.tokens;
import static dev.parley.testing.OpenAiStub.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.ErrorCode;
import dev.parley.testing.Heard;
import dev.parley.testing.OpenAiStub.Step;
import dev.parley.testing.OpenAiStubResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An endpoint that says nothing, or too little: the settings allow it 2 s to the first token, and 1 s between two. */
@QuarkusTest
@WithTestResource(OpenAiStubResource.class)
class UpstreamSilenceTest extends WithEndpoint {

    @Test
    void an_endpoint_that_never_begins_times_out_and_is_hung_up_on() {
        stub.plan(of(List.of(new Step.Hang())));
        agents.stream(turn(), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_TIMEOUT);
        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
    }

    @Test
    void silence_between_two_tokens_times_out_and_keeps_what_was_said() {
        stub.plan(of(with(begun("half"), new Step.Hang())));
        agents.stream(turn(), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_TIMEOUT);
        assertThat(heard.text()).isEqualTo("half");
        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
    }

    @Test
    void silence_after_the_finish_is_the_end_of_a_whole_answer() {
        var steps = tokens("all", " of it").steps();
        stub.plan(of(with(steps.subList(0, steps.size() - 1), new Step.Hang())));

        agents.stream(turn(), heard);

        assertThat(heard.end())
                .isEqualTo(new Heard.End.Complete(Finish.COMPLETE, Optional.of(new Usage(11, 7)), Optional.empty()));
        assertThat(heard.text()).isEqualTo("all of it");
        assertThat(heard.ends()).isOne();
        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
    }

    @Test
    void a_slow_answer_is_no_silent_one() {
        var pause = new Step.Pause(Duration.ofMillis(250));
        var steps = with(begun("a"), pause);
        for (String token : List.of("b", "c", "d")) {
            steps.add(begun(token).getLast());
            steps.add(pause);
        }
        steps.add(text("data: [DONE]\n\n"));
        stub.plan(of(steps));

        agents.stream(turn(), heard);

        assertThat(heard.end()).isInstanceOf(Heard.End.Complete.class);
        assertThat(heard.text()).isEqualTo("abcd");
    }

    @Test
    void bytes_that_drip_without_a_token_are_silence() {
        var steps = begun("half");
        for (int n = 0; n < 20; n++) {
            steps.add(text(": still here\n\n"));
            steps.add(new Step.Pause(Duration.ofMillis(100)));
        }
        stub.plan(of(steps));

        agents.stream(turn(), heard);

        assertThat(failure()).isEqualTo(ErrorCode.AGENT_TIMEOUT);
    }
}
