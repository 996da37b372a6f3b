package dev.parley.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sockets at one server, each of which follows a session, and hears the tokens that others ask for. */
final class Followers implements AutoCloseable {

    private final WebSocketClient client;
    private final Queue<Long> ages = new ConcurrentLinkedQueue<>();
    private final CountDownLatch following;
    private final CountDownLatch ended;
    private volatile boolean counting;

    Followers(Vertx vertx, Child server, String token, List<String> sessions) throws Exception {
        following = new CountDownLatch(sessions.size());
        ended = new CountDownLatch(sessions.size());
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(sessions.size()));
        var options = server.socket(token);
        for (var session : sessions) {
            var socket = client.webSocket();
            socket.textMessageHandler(this::received);
            socket.connect(options).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            socket.writeTextMessage("{\"type\":\"start_session\",\"payload\":{\"session_id\":\"" + session + "\"}}");
        }
        await(following, "followed");
    }

    private void received(String frame) {
        if (frame.startsWith("{\"type\":\"stream_chunk\"")) {
            if (counting) {
                ModelStub.ages(frame, System.nanoTime(), ages::add);
            }
        } else if (frame.startsWith("{\"type\":\"session_started\"")) {
            following.countDown();
        } else if (frame.startsWith("{\"type\":\"stream_end\"")) {
            ended.countDown();
        }
    }

    /** Nanoseconds from each token's writing by the model to its arrival, of so long; sorted. */
    long[] count(long millis) throws InterruptedException {
        counting = true;
        Thread.sleep(millis);
        counting = false;
        return ages.stream().mapToLong(age -> age).sorted().toArray();
    }

    void awaitEnds() throws InterruptedException {
        await(ended, "ended");
    }

    private static void await(CountDownLatch all, String what) throws InterruptedException {
        if (!all.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(all.getCount() + " sessions have not " + what);
        }
    }

    @Override
    public void close() throws Exception {
        client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
