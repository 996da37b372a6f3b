package dev.parley.agent;

import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.parley.core.Order;
import dev.parley.core.Time.Ticker;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Chooses the models behind the agent when the program starts, so that a wrong setting is told then. */
@Startup(Order.SETTINGS)
@ApplicationScoped
class Models {

    private final Vertx vertx;
    private final Ticker ticker;
    private final AgentConfig config;
    private final Optional<OpenAiEndpoint> endpoint;

    Models(Vertx vertx, Ticker ticker, Clock clock, AgentConfig config) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.config = config;
        this.endpoint = demo(config) ? Optional.empty() : Optional.of(new OpenAiEndpoint(vertx, ticker, clock, config));
    }

    private static boolean demo(AgentConfig config) {
        boolean set = config.openai().apiKey().isPresent()
                || config.openai().baseUrl().isPresent();
        return switch (config.kind()) {
            case DEMO -> true;
            case AUTO -> !set;
            case OPENAI -> {
                if (!set) {
                    throw new ConfigurationException(
                            "OPENAI_API_KEY is not set: with PARLEY_AGENT=openai it or OPENAI_BASE_URL must be");
                }
                yield false;
            }
        };
    }

    /** Present unless the demo answers. */
    Optional<OpenAiEndpoint> endpoint() {
        return endpoint;
    }

    @Produces
    @Singleton
    StreamingChatModel streaming() {
        return endpoint.<StreamingChatModel>map(OpenAiStreaming::new)
                .orElseGet(() -> new DemoStreaming(vertx, ticker, config));
    }

    @Produces
    @Singleton
    ChatModel whole() {
        return endpoint.<ChatModel>map(OpenAiWhole::new).orElseGet(() -> new DemoWhole(config));
    }

    /** A turn is its own memory. */
    @Produces
    @Singleton
    ChatMemoryProvider memories() {
        return turn -> (ChatMemory) turn;
    }

    @PreDestroy
    void close() {
        endpoint.ifPresent(OpenAiEndpoint::close);
    }
}
