package dev.parley.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Connections to one server, each of which does the same thing over and over; the next only after the answer. */
final class Load implements AutoCloseable {

    enum Kind {
        PINGS("{\"type\":\"ping\",\"payload\":{}}"),
        ANSWERS("{\"type\":\"message\",\"payload\":{\"content\":\"Hello, agent!\"}}");

        private final String frame;

        Kind(String frame) {
            this.frame = frame;
        }
    }

    /**
     * What came in while it was counted.
     *
     * @param count tokens, or pings answered
     * @param cpu seconds of processor time that the server took meanwhile; not a number where the system does not tell
     * @param ages nanoseconds from a token's writing by the model to its arrival, or from a ping to its answer; sorted
     * @param firsts nanoseconds from sending a message to its first token; sorted
     */
    record Counted(long count, double cpu, long[] ages, long[] firsts) {}

    private final WebSocketClient client;
    private final List<Connection> connections = new ArrayList<>();
    private final Child server;
    private volatile boolean counting;
    private volatile boolean stopped;
    private volatile String refusal = "";

    Load(Vertx vertx, Child server, String token, Kind kind, int size) throws Exception {
        this.server = server;
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
        var options = server.socket(token);
        for (int i = 0; i < size; i++) {
            var connection = new Connection(client.webSocket(), kind);
            connections.add(connection);
            connection.open(options);
        }
    }

    /** Lets it run, and counts for so long after a while. */
    Counted count(long settleMillis, long millis) throws InterruptedException {
        Thread.sleep(settleMillis);
        var before = server.cpu();
        counting = true;
        Thread.sleep(millis);
        counting = false;
        var after = server.cpu();
        stopped = true;
        if (!refusal.isEmpty()) {
            throw new IllegalStateException(server.name + " answered " + refusal);
        }
        double cpu = before.flatMap(from -> after.map(to -> to.minus(from).toNanos() / 1e9))
                .orElse(Double.NaN);
        var ages = sorted(connections.stream().map(each -> each.ages));
        return new Counted(ages.length, cpu, ages, sorted(connections.stream().map(each -> each.firsts)));
    }

    private static long[] sorted(java.util.stream.Stream<Samples> samples) {
        return samples.flatMapToLong(Samples::stream).sorted().toArray();
    }

    @Override
    public void close() throws Exception {
        client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Numbers of one connection; only its event loop adds. */
    private static final class Samples {
        private volatile long[] values = new long[1024];
        private volatile int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size] = value;
            size++;
        }

        LongStream stream() {
            return Arrays.stream(values, 0, size);
        }
    }

    private final class Connection {
        private final ClientWebSocket socket;
        private final Kind kind;
        private final Samples ages = new Samples();
        private final Samples firsts = new Samples();
        private long sentAt;
        private boolean waiting;

        Connection(ClientWebSocket socket, Kind kind) {
            this.socket = socket;
            this.kind = kind;
            socket.textMessageHandler(this::received);
        }

        void open(WebSocketConnectOptions options) throws Exception {
            socket.connect(options).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            socket.writeTextMessage("{\"type\":\"start_session\",\"payload\":{}}");
        }

        private void received(String frame) {
            long now = System.nanoTime();
            if (frame.startsWith("{\"type\":\"stream_chunk\"")) {
                tokens(frame, now);
            } else if (frame.startsWith("{\"type\":\"stream_end\"") || frame.startsWith("{\"type\":\"session_started\"")) {
                next(now);
            } else if (frame.startsWith("{\"type\":\"pong\"")) {
                if (counting) {
                    ages.add(now - sentAt);
                }
                next(now);
            } else if (frame.startsWith("{\"type\":\"error\"") || frame.startsWith("{\"type\":\"rate_limit")) {
                refusal = frame;
            }
        }

        private void next(long now) {
            if (!stopped) {
                sentAt = now;
                waiting = true;
                socket.writeTextMessage(kind.frame);
            }
        }

        private void tokens(String frame, long now) {
            if (!counting) {
                waiting = false;
                return;
            }
            if (waiting) {
                firsts.add(now - sentAt);
                waiting = false;
            }
            ModelStub.ages(frame, now, ages::add);
        }
    }
}
