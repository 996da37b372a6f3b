package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Json;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What came in on a socket, in order, and its close. */
final class Arrivals implements WebSocket.Listener {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<JsonNode> frames = new ArrayList<>();
    /** Kept apart: they may come at any time. */
    private final List<JsonNode> heartbeats = new ArrayList<>();

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private int read;

    /** The next frame that is wanted; frames before it are passed over. */
    JsonNode await(Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (frames) {
            while (true) {
                while (read < frames.size()) {
                    var frame = frames.get(read++);
                    if (wanted.test(frame)) {
                        return frame;
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("no such frame came; closed " + closeCode() + "; seen: " + tail());
                }
                try {
                    frames.wait(left);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private List<JsonNode> tail() {
        return frames.subList(Math.max(0, frames.size() - 20), frames.size());
    }

    List<JsonNode> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    List<JsonNode> heartbeats() {
        synchronized (frames) {
            return List.copyOf(heartbeats);
        }
    }

    Optional<Integer> closeCode() {
        return Optional.ofNullable(closed.getNow(null));
    }

    int awaitClose(Duration patience) {
        return closed.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                var frame = Json.read(text.toString());
                synchronized (frames) {
                    (frame.path("type").asText().equals("heartbeat") ? heartbeats : frames).add(frame);
                    frames.notifyAll();
                }
            } catch (Exception e) {
                throw new AssertionError("not JSON: " + text, e);
            } finally {
                text.setLength(0);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
