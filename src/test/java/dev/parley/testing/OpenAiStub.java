package dev.parley.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenAI-compatible endpoint on the loopback that answers what a test told it, with faults. */
public final class OpenAiStub implements AutoCloseable {

    /** What happens to one request, step by step. */
    public sealed interface Step {
        record Send(Buffer bytes) implements Step {}

        record Pause(Duration duration) implements Step {}

        /** Closes the connection in the middle. */
        record Cut() implements Step {}

        /** Says nothing more. */
        record Hang() implements Step {}
    }

    public record Answer(int status, Map<String, String> headers, List<Step> steps) {}

    /** A request as it came. */
    public record Seen(JsonObject body, Map<String, String> headers) {

        public List<String> contents() {
            return body.getJsonArray("messages").stream()
                    .map(message -> String.valueOf(((JsonObject) message).getValue("content")))
                    .toList();
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final ConcurrentLinkedQueue<Answer> planned = new ConcurrentLinkedQueue<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger aborted = new AtomicInteger();
    private final int port;

    public OpenAiStub() {
        port = vertx.createHttpServer()
                .requestHandler(this::received)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    /** The next requests get these answers, one each; without a plan a request gets 500. */
    public void plan(Answer... answers) {
        planned.addAll(Arrays.asList(answers));
    }

    public void reset() {
        planned.clear();
        seen.clear();
        aborted.set(0);
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Seen last() {
        return seen.getLast();
    }

    /** How many answers the client closed before they were over. */
    public int aborted() {
        return aborted.get();
    }

    /** A streamed answer of these tokens, a network buffer each. */
    public static Answer tokens(String... tokens) {
        return stream(tokens, "stop");
    }

    public static Answer cutAtLimit(String... tokens) {
        return stream(tokens, "length");
    }

    private static Answer stream(String[] tokens, String finish) {
        var steps = new ArrayList<Step>(begun(tokens));
        steps.add(OpenAiJson.chunk(new JsonObject(), finish));
        steps.add(OpenAiJson.event(
                new JsonObject().put("choices", new JsonArray()).put("usage", OpenAiJson.usage())));
        steps.add(OpenAiJson.DONE);
        return of(steps);
    }

    /** The steps of an answer that has begun and has no end yet. */
    public static List<Step> begun(String... tokens) {
        var steps = new ArrayList<Step>();
        steps.add(OpenAiJson.chunk(new JsonObject().put("role", "assistant").put("content", ""), null));
        for (String token : tokens) {
            steps.add(OpenAiJson.chunk(new JsonObject().put("content", token), null));
        }
        return steps;
    }

    /** A streamed answer that ends with the call of a tool; its arguments come in two parts. */
    public static Answer tool(String before, String name, String arguments) {
        var steps = new ArrayList<Step>(begun(before));
        int half = arguments.length() / 2;
        steps.add(OpenAiJson.chunk(
                OpenAiJson.call(new JsonObject().put("name", name).put("arguments", ""), "call_1"), null));
        steps.add(OpenAiJson.chunk(
                OpenAiJson.call(new JsonObject().put("arguments", arguments.substring(0, half)), null), null));
        steps.add(OpenAiJson.chunk(
                OpenAiJson.call(new JsonObject().put("arguments", arguments.substring(half)), null), null));
        steps.add(OpenAiJson.chunk(new JsonObject(), "tool_calls"));
        steps.add(OpenAiJson.DONE);
        return of(steps);
    }

    /** An answer that is not streamed. */
    public static Answer whole(String content) {
        return of(List.of(new Step.Send(OpenAiJson.whole(content, "stop").toBuffer())));
    }

    public static Answer wholeCutAtLimit(String content) {
        return of(List.of(new Step.Send(OpenAiJson.whole(content, "length").toBuffer())));
    }

    public static Answer status(int status, String... headers) {
        var error = new JsonObject().put("error", new JsonObject().put("message", "no"));
        var named = headers.length == 0 ? Map.<String, String>of() : Map.of(headers[0], headers[1]);
        return new Answer(status, named, List.of(new Step.Send(error.toBuffer())));
    }

    public static Answer of(List<Step> steps) {
        return new Answer(200, Map.of(), steps);
    }

    public static List<Step> with(List<Step> steps, Step... more) {
        var all = new ArrayList<>(steps);
        all.addAll(Arrays.asList(more));
        return all;
    }

    public static Step text(String text) {
        return new Step.Send(Buffer.buffer(text));
    }

    private void received(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(headers::put);
            seen.add(new Seen(body.toJsonObject(), headers));
            var planning = planned.poll();
            var answer = planning == null ? status(500) : planning;
            var response = request.response().setStatusCode(answer.status()).setChunked(true);
            answer.headers().forEach(response::putHeader);
            response.closeHandler(closed -> {
                if (!response.ended()) {
                    aborted.incrementAndGet();
                }
            });
            play(response, answer.steps());
        });
    }

    private void play(HttpServerResponse response, List<Step> steps) {
        if (response.closed()) {
            return;
        }
        if (steps.isEmpty()) {
            response.end();
            return;
        }
        var rest = steps.subList(1, steps.size());
        switch (steps.getFirst()) {
            case Step.Send send -> response.write(send.bytes()).onSuccess(sent -> play(response, rest));
            case Step.Pause pause -> vertx.setTimer(pause.duration().toMillis(), rung -> play(response, rest));
            case Step.Cut cut -> response.reset();
            case Step.Hang hang -> {}
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
