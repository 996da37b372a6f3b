package dev.parley.agent;

import dev.parley.core.BaseUrl;
import dev.parley.core.BearerToken;
import dev.parley.core.Time.Ticker;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAI-compatible endpoint: where it is, how it is reached, and whether it answered last time. */
final class OpenAiEndpoint {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");

    /** Answers that stream at once, each on a connection of its own. */
    private static final int MOST_CONNECTIONS = 100_000;

    final Vertx vertx;
    final Ticker ticker;
    final Clock clock;
    final AgentConfig config;
    private final BaseUrl base;
    private final HttpClientOptions options;
    private final RequestOptions chat;
    /** One for each event loop: a connection that another loop opened would hand every chunk over to it, one by one. */
    private final ConcurrentHashMap<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

    private volatile boolean reached = true;

    OpenAiEndpoint(Vertx vertx, Ticker ticker, Clock clock, AgentConfig config) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.clock = clock;
        this.config = config;
        this.base = base(config);
        options = new HttpClientOptions()
                .setTracingPolicy(TracingPolicy.IGNORE) // ModelTrace tells more of it
                .setSsl(base.tls())
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setConnectTimeout((int)
                        Math.min(Integer.MAX_VALUE, config.firstTokenTimeout().toMillis()));
        chat = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(base.host())
                .setPort(base.port())
                .setSsl(base.tls())
                .setURI(base.path("/chat/completions"))
                .putHeader("Content-Type", "application/json");
        config.openai()
                .apiKey()
                .ifPresent(key -> chat.putHeader("Authorization", BearerToken.header("OPENAI_API_KEY", key)));
    }

    /** Where the settings point to. A wrong one is told with its name. */
    static BaseUrl base(AgentConfig config) {
        return BaseUrl.of("OPENAI_BASE_URL", config.openai().baseUrl().orElse(OPENAI), "http://localhost:11434/v1");
    }

    /** The client whose connections are read on this loop. */
    HttpClient http(Context loop) {
        return clients.computeIfAbsent(
                ((ContextInternal) loop).nettyEventLoop(),
                own -> vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS)));
    }

    RequestOptions chat() {
        return new RequestOptions(chat);
    }

    String host() {
        return base.host();
    }

    void reached(boolean answered) {
        reached = answered;
    }

    boolean reached() {
        return reached;
    }

    /** What a status other than 200 means, and what to set. Bodies are not told to people: some repeat the key. */
    AgentFailure refusal(int status) {
        reached = status < 500 && status != 401 && status != 403 && status != 404;
        return AgentFailure.unavailable(
                switch (status) {
                    case 401, 403 -> "The model's endpoint refused the key (" + status + "): set OPENAI_API_KEY.";
                    case 404 ->
                        "The model or its endpoint was not found (404): check PARLEY_MODEL and OPENAI_BASE_URL, which ends in /v1.";
                    case 400, 413, 422 ->
                        "The model's endpoint did not take the request (" + status
                                + "): the model of PARLEY_MODEL may know no tools, or have no room for so much. Its own words are in the log at DEBUG.";
                    case 429 -> "The model's endpoint takes no more requests for now (429).";
                    default -> "The model's endpoint answered with status " + status + ".";
                });
    }

    /** The line about a refusal that its body has for the log. */
    String reason(Buffer body) {
        return Refusal.message(body, config.openai().apiKey().map(String::strip).orElse(""));
    }

    void close() {
        clients.values().forEach(HttpClient::close);
    }
}
