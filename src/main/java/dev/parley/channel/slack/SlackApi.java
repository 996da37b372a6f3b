package dev.parley.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.Reason;
import dev.parley.core.BaseUrl;
import dev.parley.core.BearerToken;
import dev.parley.core.Json;
import dev.parley.core.Order;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls Slack's methods. Only the address of the settings is called: redirects are not followed. A method that Slack asks
 * to leave alone is not called until then, whoever wants it.
 */
@Startup(Order.SETTINGS)
@ApplicationScoped
class SlackApi {

    /** More than are sent at once, so that no call waits for another's answer. */
    private static final int MOST_CONNECTIONS = 32;

    private final HttpClient http;
    private final BaseUrl base;
    private final Optional<String> token;
    /** Until when methods are left alone: Slack counts the calls of each by itself. */
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();

    private final Clock clock;

    SlackApi(Vertx vertx, SlackConfig config, Clock clock) {
        this.base = BaseUrl.of("PARLEY_SLACK_BASE_URL", config.baseUrl(), "https://slack.com/api");
        this.token = config.botToken().map(token -> BearerToken.header("PARLEY_SLACK_BOT_TOKEN", token));
        this.clock = clock;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    }

    /** What came of a call. */
    sealed interface Outcome {}

    /** Slack did it, and says so with this. */
    record Done(JsonNode said) implements Outcome {}

    /**
     * Slack did not do it.
     *
     * @param error as Slack names it, such as {@code channel_not_found}
     */
    record Refused(String error) implements Outcome {}

    /**
     * Slack could not be asked, or does not work at present.
     *
     * @param retryAfter how long Slack asks to be left alone
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements Outcome {}

    /** There is no token to call with. */
    record Unset() implements Outcome {}

    /** Calls a method, such as {@code chat.postMessage}, and waits for what comes of it, for so long at most. */
    Outcome call(String method, ObjectNode arguments, Duration timeout) {
        return token.map(bearer -> rest(method).orElseGet(() -> called(method, bearer, arguments, timeout)))
                .orElseGet(Unset::new);
    }

    private Optional<Outcome> rest(String method) {
        return Optional.ofNullable(resting.get(method))
                .map(until -> Duration.between(clock.instant(), until))
                .filter(Duration::isPositive)
                .map(left -> new Failed("Slack asked not to be called by " + method, Optional.of(left)));
    }

    private Outcome called(String method, String bearer, ObjectNode arguments, Duration timeout) {
        var outcome = call(request(method, bearer, timeout), arguments, timeout);
        if (outcome instanceof Failed failed) {
            failed.retryAfter()
                    .ifPresent(pause -> resting.put(method, clock.instant().plus(pause)));
        }
        return outcome;
    }

    private RequestOptions request(String method, String bearer, Duration timeout) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(base.host())
                .setPort(base.port())
                .setSsl(base.tls())
                .setURI(base.path("/" + method))
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis())
                .putHeader("Authorization", bearer)
                .putHeader("Content-Type", "application/json; charset=utf-8");
    }

    private record Response(int status, @Nullable String retryAfter, Buffer body) {}

    private Outcome call(RequestOptions request, ObjectNode arguments, Duration timeout) {
        try {
            return outcome(http.request(request)
                    .compose(sent -> answered(sent, arguments))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return failed("Slack cannot be reached: " + Reason.of(e));
        } catch (TimeoutException e) {
            return failed("no answer from Slack within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("the call to Slack was interrupted");
        }
    }

    /** To be called on the connection's event loop: the body is lost if it comes before somebody wants it. */
    private static Future<Response> answered(HttpClientRequest request, ObjectNode arguments) {
        return request.send(Buffer.buffer(Json.write(arguments))).compose(answer -> answer.body()
                .map(body -> new Response(answer.statusCode(), answer.getHeader("Retry-After"), body)));
    }

    private static Outcome outcome(Response response) {
        if (response.status() != 200) {
            return new Failed("Slack answered with status " + response.status(), pause(response.retryAfter()));
        }
        try {
            var said = Json.read(response.body().toString());
            if (said.path("ok").asBoolean()) {
                return new Done(said);
            }
            var error = said.path("error").asText();
            return error.matches("[a-z_]{1,64}") ? new Refused(error) : failed("Slack's answer is none of Slack's");
        } catch (JsonProcessingException e) {
            return failed("Slack's answer is no JSON");
        }
    }

    private static Failed failed(String reason) {
        return new Failed(reason, Optional.empty());
    }

    /** @param seconds the header; a date is not understood */
    private static Optional<Duration> pause(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
