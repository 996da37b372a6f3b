package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.ErrorCode;
import dev.parley.testing.Heard;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo agent through the AI service: every path without a model. */
@QuarkusTest
@TestProfile(DemoAgentTest.Demo.class)
class DemoAgentTest {

    public static class Demo implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.agent", "demo", "parley.agent.first-token-timeout", "300ms");
        }
    }

    @Inject
    AgentService agents;

    private final Heard heard = new Heard();

    @Test
    void it_streams_words() {
        agents.stream(turn("/stream 1000"), heard);
        assertThat(heard.end()).isEqualTo(new Heard.End.Complete(Finish.COMPLETE, Optional.empty(), Optional.empty()));
        assertThat(heard.parts()).hasSize(1000).startsWith("1 ", "2 ").endsWith("1000 ");
    }

    @Test
    void it_introduces_itself() {
        agents.stream(turn("Hello"), heard);
        heard.end();
        assertThat(heard.text()).contains("demo", "OPENAI_API_KEY").endsWith("Hello! How are you?");
    }

    @ParameterizedTest
    @CsvSource({"/ask Go?,APPROVAL", "/choose A|B|C,CHOICE", "/form,FORM", "/clarify,CLARIFICATION"})
    void it_says_a_sentence_and_asks(String input, Question.Kind kind) {
        agents.stream(turn(input), heard);
        assertThat(heard.end()).isInstanceOfSatisfying(Heard.End.Complete.class, end -> {
            assertThat(end.finish()).isEqualTo(Finish.ASKED);
            assertThat(end.question())
                    .hasValueSatisfying(question -> assertThat(question.kind()).isEqualTo(kind));
        });
        assertThat(heard.text()).isNotBlank();
    }

    @Test
    void it_fails_before_its_first_word() {
        agents.stream(turn("/fail"), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        assertThat(heard.parts()).isEmpty();
    }

    @Test
    void a_hanging_answer_times_out() {
        agents.stream(turn("/hang"), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_TIMEOUT);
    }

    @Test
    void a_hanging_answer_can_be_cancelled() {
        agents.stream(turn("/hang"), heard).cancel();
        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(2)).until(() -> heard.ends() == 0);
    }

    @Test
    void a_stream_can_be_cancelled_in_the_middle() {
        var call = agents.stream(turn("/stream 100000"), heard);
        heard.first();
        call.cancel();
        int said = heard.parts().size();
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(2)).until(() -> heard.ends() == 0);
        assertThat(heard.parts().size()).isLessThanOrEqualTo(said + 1);
    }

    @Test
    void the_same_phrases_give_typed_actions() {
        assertThat(agents.whole(turn("/stream 3")).action()).isEqualTo(new AgentAction.Respond("1 2 3"));
        assertThat(agents.whole(turn("/clarify What?")).action()).isEqualTo(new AgentAction.Clarify("What?"));
        assertThat(agents.whole(turn("/ask Go?")).action())
                .isEqualTo(new AgentAction.RequestFeedback(Question.plain(Question.Kind.APPROVAL, "Go?")));
        assertThat(agents.whole(turn("/choose A|B")).action())
                .isEqualTo(
                        new AgentAction.RequestFeedback(Question.choice("Which one shall it be?", List.of("A", "B"))));
        assertThat(agents.whole(turn("/form")).action())
                .isEqualTo(new AgentAction.RequestFeedback(Question.form("What shall I reserve?", DemoScript.FORM)));
        assertThat(agents.whole(turn("/fail")).action()).isInstanceOf(AgentAction.Fail.class);
        assertThat(agents.whole(turn("/hang")).action())
                .isInstanceOfSatisfying(
                        AgentAction.Fail.class, fail -> assertThat(fail.code()).isEqualTo(ErrorCode.AGENT_TIMEOUT));
    }

    @Test
    void it_says_what_a_person_answered() {
        var answer = new PersonsAnswer(
                        Question.Kind.APPROVAL, "Go?", Optional.of(new PersonsAnswer.Given("Ada", "approve")))
                .text("turn-1");
        assertThat(agents.next(turn(answer)).action())
                .isEqualTo(new AgentAction.Respond("Thank you. Ada answered: approve"));
    }

    @Test
    void it_is_described_as_the_demo_and_always_there() {
        assertThat(agents.describe()).isEqualTo(new AgentService.Description("demo", "demo", Optional.empty()));
        assertThat(agents.reachable()).isTrue();
    }

    private ErrorCode failure() {
        assertThat(heard.end()).isInstanceOf(Heard.End.Failed.class);
        return ((Heard.End.Failed) heard.end()).code();
    }

    private static AgentTurn turn(String input) {
        return new AgentTurn("turn-1", "session-1", List.of(), input, Optional.empty());
    }
}
