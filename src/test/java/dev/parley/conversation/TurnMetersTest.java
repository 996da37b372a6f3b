package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.agent.AgentConfig;
import dev.parley.agent.Usage;
import dev.parley.core.ErrorCode;
import dev.parley.testing.ManualTicker;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualTicker ticker = new ManualTicker();

    private TurnMeters meters(Map<String, String> prices) {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AgentConfig.class)
                .withDefaultValue("parley.agent.openai.model", "any")
                .withDefaultValues(prices)
                .build()
                .getConfigMapping(AgentConfig.class);
        return new TurnMeters(registry, new QuestionMeters(registry), ticker, config);
    }

    private double count(String name, String direction) {
        return registry.get(name).tag("direction", direction).counter().count();
    }

    private static Result answered() {
        return Result.answered("text", "complete", "respond", Optional.of(new Usage(2_000, 500)));
    }

    @Test
    void tokensCostWhatAMillionOfTheirKindDoes() {
        var meters = meters(Map.of("parley.agent.price.input", "0.25", "parley.agent.price.output", "2"));
        meters.begin().ended(answered());
        meters.begin().ended(answered());

        assertThat(count("parley.tokens", "input")).isEqualTo(4_000);
        assertThat(count("parley.tokens", "output")).isEqualTo(1_000);
        assertThat(count("parley.cost", "input")).isCloseTo(0.001, within(1e-12));
        assertThat(count("parley.cost", "output")).isCloseTo(0.002, within(1e-12));
    }

    @Test
    void withoutPricesNothingCostsAnything() {
        meters(Map.of()).begin().ended(answered());

        assertThat(count("parley.tokens", "output")).isEqualTo(500);
        assertThat(count("parley.cost", "output")).isZero();
    }

    @Test
    void aTurnIsTimedToItsFirstTokenAndToItsEnd() {
        var watch = meters(Map.of()).begin();
        ticker.advance(Duration.ofMillis(300));
        watch.first();
        ticker.advance(Duration.ofSeconds(2));
        watch.ended(Result.failed("", ErrorCode.INTERRUPTED, "over", Optional.empty()));

        assertThat(total(registry.get("parley.first.token").timer())).isEqualTo(300);
        assertThat(total(registry.get("parley.turns").tag("finish", "error").timer()))
                .isEqualTo(2_300);
    }

    private static double total(Timer timer) {
        assertThat(timer.count()).isEqualTo(1);
        return timer.totalTime(TimeUnit.MILLISECONDS);
    }
}
