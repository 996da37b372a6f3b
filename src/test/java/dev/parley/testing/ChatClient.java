package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A client of the socket: sends what a test says, remembers all frames in order, and waits for some. */
public final class ChatClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong ids = new AtomicLong();
    private WebSocket socket;

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
            client.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), client.arrivals)
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
        return arrivals.await(wanted);
    }

    /** All frames so far. */
    public List<JsonNode> seen() {
        return arrivals.frames();
    }

    public List<JsonNode> heartbeats() {
        return arrivals.heartbeats();
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
        return arrivals.closeCode();
    }

    /** Waits for the server's close frame. */
    public int awaitClose() {
        return awaitClose(Arrivals.PATIENCE);
    }

    public int awaitClose(Duration patience) {
        return arrivals.awaitClose(patience);
    }

    /** Goes away without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}
