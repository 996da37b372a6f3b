package dev.parley.conversation;

import dev.parley.agent.AgentConfig;
import dev.parley.agent.Usage;
import dev.parley.core.Time.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Measures messages, turns and what the model takes for them. */
@Singleton
class TurnMeters {

    private static final double A_MILLION = 1_000_000;

    private final MeterRegistry registry;
    private final QuestionMeters questions;
    private final Ticker ticker;
    private final AgentConfig.Price price;
    private final Counter chunks;
    private final Timer firstToken;

    TurnMeters(MeterRegistry registry, QuestionMeters questions, Ticker ticker, AgentConfig config) {
        this.registry = registry;
        this.questions = questions;
        this.ticker = ticker;
        this.price = config.price();
        this.chunks = Counter.builder("parley.chunks")
                .description("Parts of answers that came from the model")
                .register(registry);
        this.firstToken = timer("parley.first.token", "From the beginning of a turn to the first part of its answer")
                .register(registry);
        // Shown from the start, so that a dashboard has a line before there is an answer.
        used(new Usage(0, 0));
        expired("sessions", 0);
        expired("questions", 0);
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60));
    }

    void running(Supplier<Number> count) {
        Gauge.builder("parley.turns.running", count)
                .description("Turns that run on this replica")
                .register(registry);
    }

    void said(String channel) {
        counter("parley.messages", "Messages that were taken", "channel", channel)
                .increment();
    }

    void expired(String what, int count) {
        counter("parley.expired", "What came to its end because nobody came back", "what", what)
                .increment(count);
    }

    private Counter counter(String name, String description, String tag, String value) {
        return Counter.builder(name).description(description).tag(tag, value).register(registry);
    }

    Watch begin() {
        return new Watch(ticker.nanos());
    }

    /** The measuring of one turn. */
    final class Watch {
        private final long begun;

        private Watch(long begun) {
            this.begun = begun;
        }

        private Duration passed() {
            return Duration.ofNanos(ticker.nanos() - begun);
        }

        void first() {
            firstToken.record(passed());
        }

        /** On the path of every part of an answer. */
        void chunk() {
            chunks.increment();
        }

        void ended(Result result) {
            timer("parley.turns", "Turns from beginning to end")
                    .tag("finish", result.finish())
                    .register(registry)
                    .record(passed());
            result.usage().ifPresent(TurnMeters.this::used);
            result.question()
                    .ifPresent(asked -> questions.asked(asked.kind().name().toLowerCase(Locale.ROOT)));
        }
    }

    private void used(Usage usage) {
        tokens("input", usage.inputTokens(), price.input());
        tokens("output", usage.outputTokens(), price.output());
    }

    private void tokens(String direction, int count, double aMillion) {
        counter("parley.tokens", "Tokens that the model counted", "direction", direction)
                .increment(count);
        counter("parley.cost", "What they cost, by the prices of the settings", "direction", direction)
                .increment(count * aMillion / A_MILLION);
    }
}
