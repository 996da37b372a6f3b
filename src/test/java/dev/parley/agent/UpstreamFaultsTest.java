package dev.parley.agent;

import static dev.parley.testing.OpenAiStub.begun;
import static dev.parley.testing.OpenAiStub.of;
import static dev.parley.testing.OpenAiStub.status;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener hears when the endpoint misbehaves. */
@QuarkusTest
@WithTestResource(OpenAiStubResource.class)
class UpstreamFaultsTest extends WithEndpoint {

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_refusal_before_the_first_token_is_tried_again(int refused) {
        stub.plan(status(refused), tokens("after", " all"));

        agents.stream(turn(), heard);

        assertThat(heard.end()).isInstanceOf(Heard.End.Complete.class);
        assertThat(heard.text()).isEqualTo("after all");
        assertThat(stub.seen()).hasSize(2);
    }

    @Test
    void what_ends_before_its_first_token_is_tried_again_and_leaves_nothing_behind() {
        stub.plan(of(with(begun(), text("data: {\"choi"))), of(with(begun(), new Step.Cut())), tokens("after", " all"));

        agents.stream(turn(), heard);

        assertThat(heard.end()).isInstanceOf(Heard.End.Complete.class);
        assertThat(heard.text()).isEqualTo("after all");
        assertThat(stub.seen()).hasSize(3);
    }

    @Test
    void it_gives_up_after_the_set_number_of_retries() {
        stub.plan(status(500), status(500), status(500), tokens("too late"));

        agents.stream(turn(), heard);

        assertThat(failure()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        assertThat(stub.seen()).hasSize(3);
        assertThat(agents.reachable()).isFalse();
    }

    @Test
    void a_retry_waits_as_long_as_the_endpoint_asks() {
        stub.plan(status(429, "Retry-After", "1"), tokens("rested"));
        long before = System.nanoTime();

        agents.stream(turn(), heard);

        assertThat(heard.end()).isInstanceOf(Heard.End.Complete.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(950));
        assertThat(agents.reachable()).isTrue();
    }

    @Test
    void it_does_not_wait_when_the_endpoint_asks_for_too_long() {
        stub.plan(status(429, "Retry-After", "3600"), tokens("too late"));
        agents.stream(turn(), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        assertThat(stub.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void a_wrong_setting_is_told_at_once_and_without_the_key(int refused) {
        stub.plan(status(refused), tokens("not asked again"));

        agents.stream(turn(), heard);

        assertThat(heard.end()).isInstanceOfSatisfying(Heard.End.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
            assertThat(failed.message())
                    .containsPattern("OPENAI_API_KEY|OPENAI_BASE_URL")
                    .doesNotContain("canary");
        });
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void a_connection_cut_in_the_middle_is_a_failure_and_no_retry() {
        stub.plan(of(with(begun("half"), new Step.Pause(Duration.ofMillis(50)), new Step.Cut())), tokens("again"));
        agents.stream(turn(), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        assertThat(heard.text()).isEqualTo("half");
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void an_end_without_a_finish_is_a_failure() {
        stub.plan(of(begun("half")));
        agents.stream(turn(), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void an_answer_that_says_nothing_is_a_failure(String nothing) {
        stub.plan(tokens(nothing));
        agents.stream(turn(), heard);
        assertThat(heard.end())
                .isEqualTo(new Heard.End.Failed(
                        ErrorCode.AGENT_UNAVAILABLE, "The model gave no answer.", Optional.of(new Usage(11, 7))));
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void an_empty_finish_is_none() {
        stub.plan(of(List.of(text(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"},\"finish_reason\":\"\"}]}\n\n"))));
        agents.stream(turn(), heard);
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        assertThat(heard.text()).isEqualTo("half");
    }

    @Test
    void what_the_models_filter_cut_is_a_failure_after_its_text() {
        stub.plan(of(with(
                begun("half"),
                text("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" way\"},"
                        + "\"finish_reason\":\"content_filter\"}]}\n\ndata: [DONE]\n\n"))));
        agents.stream(turn(), heard);
        assertThat(heard.end())
                .isEqualTo(new Heard.End.Failed(
                        ErrorCode.AGENT_UNAVAILABLE, "The model's filter cut the answer.", Optional.empty()));
        assertThat(heard.text()).isEqualTo("half way");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"delta\":{\"content\":\n\n",
                "data: nonsense\n\n",
                "data: {\"error\":{\"message\":\"sk-canary-1234\"}}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}],\"error\":{\"message\":\"sk-canary-1234\"}}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"error\":{\"message\":\"sk-canary-1234\"}}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\q\"}}]}\n\n"
            })
    void garbage_in_the_stream_is_a_failure_and_the_call_is_closed(String garbage) {
        stub.plan(of(with(begun("half"), text(garbage), new Step.Hang())));

        agents.stream(turn(), heard);

        assertThat(heard.end()).isInstanceOfSatisfying(Heard.End.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
            assertThat(failed.message()).doesNotContain("canary");
        });
        assertThat(heard.text()).startsWith("half".substring(0, heard.text().length()));
        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
    }

    @Test
    void a_cancel_closes_the_call_and_nothing_more_is_heard() {
        stub.plan(of(with(
                begun("half"),
                new Step.Pause(Duration.ofMillis(200)),
                begun("more").getLast())));
        var call = agents.stream(turn(), heard);
        heard.first();

        call.cancel();
        call.cancel();

        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
        assertThat(heard.text()).isEqualTo("half");
        assertThat(heard.ends()).isZero();
    }

    @Test
    void a_cancel_before_the_first_token_ends_the_retries() {
        stub.plan(status(429, "Retry-After", "1"), tokens("never"));
        var call = agents.stream(turn(), heard);
        await().until(() -> stub.seen().size() == 1);

        call.cancel();

        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(3))
                .until(() -> stub.seen().size() == 1);
        assertThat(heard.ends()).isZero();
    }
}
