package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A client of the socket: sends what a test says, remembers all frames in order, and waits for some. */
public final class ChatClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<JsonNode> frames = new ArrayList<>();
    /** Kept apart: they may come at any time. */
    private final List<JsonNode> heartbeats = new ArrayList<>();

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicLong ids = new AtomicLong();
    private WebSocket socket;
    private int read;

    private ChatClient() {}

    /** A socket to be opened. */
    public static final class Opening {
        private final WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        private final int port;
        private String path = "/ws";

        private Opening(int port) {
            this.port = port;
        }

        public Opening path(String pathAndQuery) {
            path = pathAndQuery;
            return this;
        }

        public Opening token(String token) {
            return header("Authorization", "Bearer " + token);
        }

        public Opening header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        public Opening subprotocols(String first, String... others) {
            builder.subprotocols(first, others);
            return this;
        }

        public ChatClient open() {
            var client = new ChatClient();
            client.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), client.new Listener())
                    .join();
            return client;
        }

        /** The status with which the server refuses the upgrade. */
        public int refused() {
            try (var client = open()) {
                throw new AssertionError("the upgrade was not refused");
            } catch (CompletionException e) {
                if (e.getCause() instanceof WebSocketHandshakeException refusal) {
                    return refusal.getResponse().statusCode();
                }
                throw e;
            }
        }
    }

    public static Opening to(int port) {
        return new Opening(port);
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a frame with a payload in JSON and an id of its own, which is returned. */
    public String send(String type, String payload) {
        String id = "c" + ids.incrementAndGet();
        raw("{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"payload\":" + payload + "}");
        return id;
    }

    public void raw(String text) {
        socket.sendText(text, true).join();
    }

    public WebSocket socket() {
        return socket;
    }

    /** Sends, and waits for the first frame in reply. */
    public JsonNode ask(String type, String payload) {
        String id = send(type, payload);
        return await(frame -> frame.path("in_reply_to").asText().equals(id));
    }

    public String startSession() {
        return ask("start_session", "{}").at("/payload/session_id").asText();
    }

    /** Says something in the only session; the message's id. */
    public String say(String content) {
        return ask("message", "{\"content\":\"" + content + "\"}")
                .at("/payload/message_id")
                .asText();
    }

    /** The next frame of the type, in the order of arrival; frames before it are passed over. */
    public JsonNode await(String type) {
        return await(frame -> frame.path("type").asText().equals(type));
    }

    public JsonNode awaitError(String code) {
        return await(frame -> frame.path("type").asText().equals("error")
                && frame.at("/payload/code").asText().equals(code));
    }

    public JsonNode awaitStatus(String status) {
        return await(frame -> frame.path("type").asText().equals("agent_status")
                && frame.at("/payload/status").asText().equals(status));
    }

    public JsonNode await(Predicate<JsonNode> wanted) {
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

    /** All frames so far. */
    public List<JsonNode> seen() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    public List<JsonNode> heartbeats() {
        synchronized (frames) {
            return List.copyOf(heartbeats);
        }
    }

    public List<JsonNode> seen(String type) {
        return seen().stream()
                .filter(frame -> frame.path("type").asText().equals(type))
                .toList();
    }

    /** Waits for all that was sent before to be answered: commands of a connection are done in order. */
    public List<JsonNode> settled() {
        ask("get_rate_limit_status", "{}");
        return seen();
    }

    public Optional<Integer> closeCode() {
        return Optional.ofNullable(closed.getNow(null));
    }

    /** Waits for the server's close frame. */
    public int awaitClose() {
        return awaitClose(PATIENCE);
    }

    public int awaitClose(Duration patience) {
        return closed.orTimeout(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .join();
    }

    /** Goes away without a word. */
    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

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
}
