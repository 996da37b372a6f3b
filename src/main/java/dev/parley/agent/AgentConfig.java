package dev.parley.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Which agent answers, and how long it may take. */
@ConfigMapping(prefix = "parley.agent")
public interface AgentConfig {

    /** {@code auto} takes the OpenAI-compatible endpoint when a key or a base URL is set, and the demo otherwise. */
    @WithParentName
    @WithDefault("auto")
    Kind kind();

    OpenAi openai();

    /** From the request to the first token, retries included. */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration firstTokenTimeout();

    /** Between two tokens. */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration tokenTimeout();

    /** From the request to the end of the answer. */
    @WithDefault("5m")
    @DurationMin(millis = 1)
    Duration answerTimeout();

    /** How often a call that failed before its first token is tried again. */
    @WithDefault("2")
    @Min(0)
    @Max(10)
    int retries();

    /** History and input together, at about four characters a token. More history costs more and knows more. */
    @WithDefault("8000")
    @Min(100)
    int contextTokens();

    /** Messages of the past at most, however short they are. */
    @WithDefault("40")
    @Min(1)
    @Max(1_000)
    int contextMessages();

    /** Tokens of one answer at most, of each of its calls to the model; without it the model's own bound holds. */
    Optional<@Min(1) Integer> outputTokens();

    Price price();

    /** What a million tokens cost, in whichever money; 0 where it is not to be counted. */
    interface Price {
        @WithDefault("0")
        @DecimalMin("0")
        double input();

        @WithDefault("0")
        @DecimalMin("0")
        double output();
    }

    enum Kind {
        AUTO,
        OPENAI,
        DEMO
    }

    /** The endpoint: {@code OPENAI_API_KEY}, {@code OPENAI_BASE_URL}, {@code PARLEY_MODEL}. */
    interface OpenAi {
        Optional<String> apiKey();

        /** Such as {@code http://localhost:11434/v1}; without it OpenAI's own. */
        Optional<URI> baseUrl();

        String model();
    }
}
