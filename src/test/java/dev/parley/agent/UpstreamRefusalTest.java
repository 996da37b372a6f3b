package dev.parley.agent;

import static dev.parley.testing.OpenAiStub.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.ErrorCode;
import dev.parley.testing.Heard;
import dev.parley.testing.LogLines;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStub.Step;
import dev.parley.testing.OpenAiStubResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes known of a request that the endpoint does not take. */
@QuarkusTest
@WithTestResource(OpenAiStubResource.class)
class UpstreamRefusalTest extends WithEndpoint {

    private static final String REASON = "auto tool choice requires\\n--enable-auto-tool-choice for sk-canary-1234";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"error\",\"message\":\"" + REASON + "\"}",
                "{\"error\":{\"type\":\"bad\",\"message\":\"" + REASON + "\",\"input\":\"people's words\"}}",
                "{\"error\":\"" + REASON + "\"}"
            })
    void the_log_has_the_reason_and_people_what_to_look_at(String body) {
        stub.plan(refused(text(body)));
        try (var log = LogLines.listen()) {
            agents.stream(turn(), heard);
            assertThat(message()).contains("(400)", "PARLEY_MODEL").doesNotContain("auto");
            await().untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.startsWith(
                            "turn turn-1: auto tool choice requires --enable-auto-tool-choice for [key]")));
            assertThat(log.lines()).noneMatch(line -> line.contains("canary") || line.contains("people's words"));
            // What an endpoint says may repeat what people wrote.
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("tool choice"))
                    .hasSize(1);
        }
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void a_long_reason_is_not_read_to_its_end() {
        stub.plan(refused(text("{\"message\":\"" + "x".repeat(10_000)), new Step.Hang()));
        agents.stream(turn(), heard);
        assertThat(message()).contains("(400)");
        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
    }

    @Test
    void a_reason_that_does_not_end_is_not_waited_for() {
        stub.plan(refused(text("{\"message\":\"no"), new Step.Hang()));
        agents.stream(turn(), heard);
        assertThat(message()).contains("(400)");
        await().untilAsserted(() -> assertThat(stub.aborted()).isOne());
    }

    @Test
    void a_reason_that_is_none_is_passed_over() {
        var cut = refused(text("{\"message\":\"no"), new Step.Pause(Duration.ofMillis(50)), new Step.Cut());
        stub.plan(refused(text("<html>")), refused(text("{\"message\":{}}")), refused(), cut);
        for (int n = 0; n < 4; n++) {
            assertThat(agents.whole(turn()).action())
                    .isInstanceOfSatisfying(AgentAction.Fail.class, fail -> assertThat(fail.message())
                            .contains("(400)"));
        }
    }

    private String message() {
        assertThat(failure()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        return ((Heard.End.Failed) heard.end()).message();
    }

    private static OpenAiStub.Answer refused(Step... steps) {
        return new OpenAiStub.Answer(400, Map.of(), List.of(steps));
    }
}
