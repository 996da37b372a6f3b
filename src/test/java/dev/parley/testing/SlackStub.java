package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Slack's methods on the loopback. It refuses what Slack's reference says that Slack refuses, so that a test which waits
 * for a message only gets one that Slack would have shown.
 */
public final class SlackStub implements QuarkusTestResourceLifecycleManager {

    public static final String SIGNING_SECRET = "e2e-signing-secret";
    public static final String TOKEN = "xoxb-e2e-token";

    /** A call as it came, and the error that it was answered with; empty for none. */
    public record Call(String method, JsonNode arguments, String error) {}

    /** What one call is answered with instead of being done. */
    public record Fault(int status, Map<String, String> headers, String body) {
        public static Fault ratelimited(Duration retryAfter) {
            return new Fault(
                    429,
                    Map.of("Retry-After", Long.toString(retryAfter.toSeconds())),
                    "{\"ok\":false,\"error\":\"ratelimited\"}");
        }

        public static Fault status(int status, String... headers) {
            return new Fault(
                    status, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), "<html>sorry</html>");
        }

        public static Fault error(String error) {
            return new Fault(200, Map.of(), "{\"ok\":false,\"error\":\"" + error + "\"}");
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server = vertx.createHttpServer();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, ConcurrentLinkedQueue<Fault>> faults = new ConcurrentHashMap<>();
    private volatile Supplier<Optional<Fault>> weather = Optional::empty;
    private final SlackWorkspace workspace = new SlackWorkspace(TOKEN);

    @Override
    public Map<String, String> start() {
        return Map.of(
                "parley.slack.bot-token", TOKEN,
                "parley.slack.signing-secret", SIGNING_SECRET,
                "parley.slack.base-url", listen());
    }

    /** Starts to listen; answers where. */
    public String listen() {
        return listen(0);
    }

    /** As {@link #listen()}, at a port. */
    public String listen(int wanted) {
        int port = server.requestHandler(this::received)
                .listen(wanted, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        return "http://127.0.0.1:" + port + "/api";
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(SlackStub.class));
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The next call about a member's conversation is answered so. */
    public void plan(String member, Fault... next) {
        faults.computeIfAbsent(member, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
    }

    /** From now on calls for which nothing is planned are answered so. */
    public void behave(Supplier<Optional<Fault>> next) {
        weather = next;
    }

    /** The conversation of the bot with a member. */
    public static String conversation(String member) {
        return "D" + member.substring(1);
    }

    /** The calls that were about a member, the first first. */
    public List<Call> calls(String method, String member) {
        return calls.stream()
                .filter(call ->
                        call.method().equals(method) && about(call.arguments()).equals(member))
                .toList();
    }

    /** Waits for so many calls about a member that were done; answers the arguments of the last. */
    public JsonNode await(String method, String member, int count) {
        var found = new ArrayList<Call>();
        Awaitility.await(method).atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            found.clear();
            calls(method, member).stream()
                    .filter(call -> call.error().isEmpty())
                    .forEach(found::add);
            assertThat(found).as("of %s", calls).hasSizeGreaterThanOrEqualTo(count);
        });
        return found.get(count - 1).arguments();
    }

    /** What a member sees of a message now, the first is 1. */
    public JsonNode shown(String member, int message) {
        return workspace.messages(conversation(member)).get(message - 1);
    }

    /** The thread of a message, the first is 1. */
    public String thread(String member, int message) {
        return workspace.timestamps(conversation(member)).get(message - 1);
    }

    /** What each member sees now, the first first; by the member's id. */
    public Map<String, List<JsonNode>> conversations() {
        return workspace.channels().stream()
                .collect(Collectors.toMap(channel -> channel.replaceFirst("^D", "U"), workspace::messages));
    }

    /** The modals that were opened for each member, the first first; by the member's id. */
    public Map<String, List<JsonNode>> modals() {
        return calls.stream()
                .filter(call ->
                        call.method().equals("views.open") && call.error().isEmpty())
                .collect(Collectors.groupingBy(
                        call -> about(call.arguments()),
                        Collectors.mapping(call -> call.arguments().path("view"), Collectors.toList())));
    }

    private static String about(JsonNode arguments) {
        return Stream.of("user", "channel", "trigger_id")
                .map(name -> arguments.path(name).asText())
                .filter(id -> !id.isEmpty())
                .map(id -> id.replaceFirst("^trigger-[0-9]+-", "").replaceFirst("^D", "U"))
                .findFirst()
                .orElse("");
    }

    private void received(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var method = request.path().replaceFirst("^/api/", "");
            var arguments = Json.readOwn(body.toString());
            var planned = Optional.ofNullable(faults.getOrDefault(about(arguments), new ConcurrentLinkedQueue<>())
                            .poll())
                    .or(weather);
            if (planned.isPresent()) {
                calls.add(new Call(method, arguments, "planned"));
                planned.get().headers().forEach(request.response()::putHeader);
                request.response()
                        .setStatusCode(planned.get().status())
                        .end(planned.get().body());
                return;
            }
            var answer = workspace.answer(request, method, arguments);
            var error = answer.path("error").asText();
            calls.add(new Call(method, arguments, error));
            request.response()
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end(answer.toString());
        });
    }
}
