package dev.parley.agent;

import static dev.parley.testing.OpenAiStub.of;
import static dev.parley.testing.OpenAiStub.status;
import static dev.parley.testing.OpenAiStub.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.ErrorCode;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStub.Step;
import dev.parley.testing.OpenAiStubResource;
import io.quarkiverse.langchain4j.ChatMemoryRemover;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed answers that are not streamed. */
@QuarkusTest
@WithTestResource(OpenAiStubResource.class)
class WholeAnswerTest extends WithEndpoint {

    @Inject
    ChatAgent agent;

    @AfterEach
    void remembers_nothing() {
        assertThat(ChatMemoryRemover.getAllChatMemoryIds(agent)).isEmpty();
    }

    @Test
    void each_decision_becomes_its_action() {
        stub.plan(reply("RESPOND"), reply("CLARIFY"), reply("THINK"));
        assertThat(agents.whole(turn()))
                .isEqualTo(new WholeAnswer(new AgentAction.Respond("text"), false, Optional.of(new Usage(11, 7))));
        assertThat(agents.whole(turn()).action()).isEqualTo(new AgentAction.Clarify("text"));
        assertThat(agents.whole(turn()).action()).isEqualTo(new AgentAction.Think("text"));
    }

    @Test
    void what_no_store_takes_is_replaced() {
        stub.plan(whole("{\"kind\":\"RESPOND\",\"content\":\"te\\u0000xt\"}"));
        assertThat(agents.whole(turn()).action()).isEqualTo(new AgentAction.Respond("te\uFFFDxt"));
    }

    @Test
    void an_answer_cut_at_the_models_limit_says_so_where_it_can_be_used() {
        stub.plan(OpenAiStub.wholeCutAtLimit("{\"kind\":\"RESPOND\",\"content\":\"text\"}"));
        assertThat(agents.whole(turn()))
                .isEqualTo(new WholeAnswer(new AgentAction.Respond("text"), true, Optional.of(new Usage(11, 7))));
    }

    @Test
    void a_refusal_is_the_answer() {
        stub.plan(of(List.of(OpenAiStub.text("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":null,\"refusal\":\"I \\\"cannot\\\".\"},\"finish_reason\":\"stop\"}]}"))));
        assertThat(agents.whole(turn()).action()).isEqualTo(new AgentAction.Respond("I \"cannot\"."));
    }

    @Test
    void the_decision_is_asked_for_with_a_strict_schema() {
        stub.plan(reply("RESPOND"));
        agents.whole(turn());

        var schema = stub.last().body().getJsonObject("response_format").getJsonObject("json_schema");
        assertThat(schema.getBoolean("strict")).isTrue();
        assertThat(schema.getJsonObject("schema").getJsonArray("required"))
                .containsExactlyInAnyOrder("kind", "content");
        assertThat(schema.encode()).contains("REQUEST_FEEDBACK").contains("\"additionalProperties\":false");
        assertThat(stub.last().body().getBoolean("stream", false)).isFalse();
        assertThat(stub.last().contents().getFirst()).contains("Decide what to do");
    }

    @Test
    void a_feedback_request_is_worded_by_a_second_call_whose_tokens_count_too() {
        stub.plan(
                reply("REQUEST_FEEDBACK"),
                whole("{\"kind\":\"CHOICE\",\"question\":\"Which?\",\"options\":[\"A\",\"B\"],\"fields\":[]}"));

        var answer = agents.whole(turn());

        assertThat(answer.action())
                .isEqualTo(new AgentAction.RequestFeedback(Question.choice("Which?", List.of("A", "B"))));
        assertThat(answer.usage()).contains(new Usage(22, 14));
        assertThat(stub.last().contents().getFirst()).contains("Word one question");
        assertThat(roles()).containsExactly("system", "user", "assistant", "user");
        assertThat(stub.last().contents().getLast().strip()).isEqualTo("<subject turn-1>\ntext\n</subject turn-1>");
    }

    @Test
    void what_a_form_leaves_out_is_not_required_and_case_does_not_matter() {
        stub.plan(
                reply("request_feedback"),
                whole("{\"kind\":\"form\",\"question\":\"Who?\",\"options\":null,\"fields\":["
                        + "{\"name\":\"a\",\"type\":\"string\",\"required\":null},{\"name\":\"b\"}]}"));
        var fields =
                List.of(new Form.Field("a", null, Form.Type.STRING, false), new Form.Field("b", null, null, false));
        assertThat(agents.whole(turn()).action())
                .isEqualTo(new AgentAction.RequestFeedback(Question.form("Who?", fields)));
    }

    @Test
    void what_follows_a_persons_answer_is_its_own_question_to_the_model() {
        stub.plan(reply("RESPOND"));
        var answer = new PersonsAnswer(Question.Kind.TEXT, "Where?", Optional.empty()).text("turn-1");

        var next = agents.next(new AgentTurn("turn-1", "session-1", List.of(), answer, Optional.empty()));

        assertThat(next.action()).isEqualTo(new AgentAction.Respond("text"));
        assertThat(stub.last().contents().getFirst()).contains("You had asked a person");
        assertThat(stub.last().contents().getLast()).contains("<answer turn-1>", "nobody answered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "{\"kind\":\"DELETE\",\"content\":\"x\"}",
                "{\"kind\":\"REQUEST_FEEDBACK\",\"content\":\"x\"}",
                "{\"kind\":\"RESPOND\",\"content\":\"\"}",
                ""
            })
    void an_answer_that_cannot_be_used_is_a_failure_and_no_exception(String content) {
        stub.plan(
                whole(content), whole("{\"kind\":\"CHOICE\",\"question\":\"?\",\"options\":[\"one\"],\"fields\":[]}"));
        assertThat(failure(agents.whole(turn()))).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"finish_reason\":\"content_filter\"",
                "\"finish_reason\":\"error\"",
                "\"finish_reason\":\"stop\",\"error\":{}"
            })
    void what_has_a_bad_end_is_no_answer(String end) {
        var text = "{\\\"kind\\\":\\\"RESPOND\\\",\\\"content\\\":\\\"text\\\"}";
        stub.plan(of(List.of(OpenAiStub.text(
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"" + text + "\"}," + end + "}]}"))));
        assertThat(failure(agents.whole(turn()))).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
    }

    @Test
    void trouble_at_the_endpoint_is_a_failure_after_its_retries() {
        stub.plan(status(503), reply("RESPOND"), status(401));
        assertThat(agents.whole(turn()).action()).isEqualTo(new AgentAction.Respond("text"));
        assertThat(failure(agents.whole(turn()))).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
    }

    @Test
    void interrupting_the_waiting_thread_closes_the_call() throws InterruptedException {
        stub.plan(of(List.of(new Step.Hang())));
        var answer = new CompletableFuture<WholeAnswer>();
        var waiting = Thread.startVirtualThread(() -> answer.complete(agents.whole(turn())));
        await().until(() -> stub.seen().size() == 1);

        waiting.interrupt();

        assertThat(failure(answer.orTimeout(5, TimeUnit.SECONDS).join())).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
        waiting.join();
    }

    @Test
    void it_describes_itself_without_secrets() {
        assertThat(agents.describe())
                .isEqualTo(new AgentService.Description("openai", "stub-model", Optional.of("127.0.0.1")));
    }

    private static OpenAiStub.Answer reply(String kind) {
        return whole("{\"kind\":\"" + kind + "\",\"content\":\"text\"}");
    }

    private static ErrorCode failure(WholeAnswer answer) {
        assertThat(answer.action()).isInstanceOf(AgentAction.Fail.class);
        return ((AgentAction.Fail) answer.action()).code();
    }
}
