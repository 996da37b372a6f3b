package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which model the settings choose, from the names an operator sets down. */
class ModelsTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void without_a_key_or_an_address_the_demo_answers() throws IOException {
        assertThat(models(Map.of()).endpoint()).isEmpty();
        assertThat(models(Map.of("OPENAI_API_KEY", "", "OPENAI_BASE_URL", "")).endpoint())
                .isEmpty();
    }

    @Test
    void a_key_or_an_address_is_enough_for_the_endpoint() throws IOException {
        assertThat(models(Map.of("OPENAI_API_KEY", "sk-1")).endpoint())
                .hasValueSatisfying(endpoint -> assertThat(endpoint.host()).isEqualTo("api.openai.com"));
        assertThat(models(Map.of("OPENAI_BASE_URL", "http://localhost:11434/v1"))
                        .endpoint())
                .hasValueSatisfying(endpoint -> {
                    assertThat(endpoint.host()).isEqualTo("localhost");
                    assertThat(endpoint.chat().getURI()).isEqualTo("/v1/chat/completions");
                    assertThat(endpoint.chat().getPort()).isEqualTo(11434);
                    assertThat(endpoint.chat().getHeaders().contains("Authorization"))
                            .isFalse();
                });
    }

    @Test
    void the_demo_can_be_asked_for_in_spite_of_a_key() throws IOException {
        assertThat(models(Map.of("OPENAI_API_KEY", "sk-1", "PARLEY_AGENT", "demo"))
                        .endpoint())
                .isEmpty();
    }

    @Test
    void the_endpoint_cannot_be_asked_for_without_either() {
        assertThatThrownBy(() -> models(Map.of("PARLEY_AGENT", "openai")))
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageContaining("OPENAI_BASE_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:11434",
                "ftp://localhost/v1",
                "http://user:secret@localhost/v1",
                "/v1",
                "http://localhost/v1?key=secret"
            })
    void a_wrong_address_stops_the_start_with_its_name(String address) {
        assertThatThrownBy(() -> models(Map.of("OPENAI_BASE_URL", address)))
                .hasMessageContaining("OPENAI_BASE_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_line_end_after_the_key_is_no_part_of_it() throws IOException {
        assertThat(models(Map.of("OPENAI_API_KEY", " sk-1\r\n")).endpoint()).hasValueSatisfying(endpoint -> assertThat(
                        endpoint.chat().getHeaders().get("Authorization"))
                .isEqualTo("Bearer sk-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-canary\nsk-2", "sk-canary sk-2", "sk-canary\u00e4", "\n"})
    void a_wrong_key_stops_the_start_with_its_name(String key) {
        assertThatThrownBy(() -> models(Map.of("OPENAI_API_KEY", key)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("OPENAI_API_KEY: ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void the_settings_have_their_documented_names_and_defaults() throws IOException {
        var plain = config(Map.of());
        assertThat(plain.firstTokenTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(plain.tokenTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(plain.answerTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plain.retries()).isEqualTo(2);
        assertThat(plain.contextTokens()).isEqualTo(8_000);
        assertThat(plain.contextMessages()).isEqualTo(40);

        var set = config(Map.of(
                "PARLEY_MODEL", "llama",
                "OPENAI_API_KEY", "sk-1",
                "PARLEY_AGENT_FIRST_TOKEN_TIMEOUT", "1s",
                "PARLEY_AGENT_TOKEN_TIMEOUT", "2s",
                "PARLEY_AGENT_ANSWER_TIMEOUT", "3s"));
        assertThat(set.openai().model()).isEqualTo("llama");
        assertThat(set.openai().apiKey()).isEqualTo(Optional.of("sk-1"));
        assertThat(set.firstTokenTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.tokenTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.answerTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    private Models models(Map<String, String> environment) throws IOException {
        return new Models(vertx, System::nanoTime, Clock.systemUTC(), config(environment));
    }

    static AgentConfig config(Map<String, String> environment) throws IOException {
        var properties = ModelsTest.class.getResource("/application.properties");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, 250), new EnvConfigSource(environment, 300))
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(AgentConfig.class)
                .build()
                .getConfigMapping(AgentConfig.class);
    }
}
