package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Reads a stream of server-sent events to its end, or until it is closed. */
public final class SseReader implements AutoCloseable {

    /** @param data the JSON that the event carries */
    public record Event(String type, Optional<Long> id, JsonNode data) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<Stream<String>> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private SseReader(HttpRequest request) throws Exception {
        response = client.send(request, HttpResponse.BodyHandlers.ofLines());
        Thread.startVirtualThread(this::read);
    }

    /** A request builder for {@link #open}, with the person's token. */
    public static HttpRequest.Builder request(URI server, Person person, String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + person.accessToken());
    }

    public static SseReader open(HttpRequest request) throws Exception {
        return new SseReader(request);
    }

    private void read() {
        try (var lines = response.body()) {
            var fields = new ArrayList<String>();
            lines.forEach(line -> {
                if (line.startsWith(":")) {
                    comments.add(line.substring(1));
                } else if (!line.isEmpty()) {
                    fields.add(line);
                } else if (!fields.isEmpty()) {
                    events.add(event(List.copyOf(fields)));
                    fields.clear();
                }
            });
            end.complete(null);
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private static Event event(List<String> fields) {
        return new Event(
                field(fields, "event").orElse("message"),
                field(fields, "id").map(Long::valueOf),
                Json.readOwn(field(fields, "data").orElse("null")));
    }

    private static Optional<String> field(List<String> fields, String name) {
        return fields.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    public HttpResponse<Stream<String>> response() {
        return response;
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public List<String> types() {
        return events.stream().map(Event::type).toList();
    }

    public List<String> comments() {
        return List.copyOf(comments);
    }

    /** Waits for an event. */
    public Event await(Predicate<Event> wanted) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> events.stream()
                .anyMatch(wanted));
        return events.stream().filter(wanted).findFirst().orElseThrow();
    }

    public Event await(String type) {
        return await(event -> event.type().equals(type));
    }

    /** Waits for the end; answers all events. */
    public List<Event> awaitEnd() {
        end.orTimeout(20, TimeUnit.SECONDS).join();
        return events();
    }

    public boolean ended() {
        return end.isDone();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
