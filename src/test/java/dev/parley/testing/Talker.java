package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who talks with the agent without a pause, on a thread of its own, and remembers what was acknowledged. */
public final class Talker {

    private final ChatClient client;
    private final Given user;
    private final String session;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    public Talker(Packaged at) {
        at.use();
        user = Given.user();
        client = user.connected();
        session = client.startSession();
        thread = Thread.startVirtualThread(this::talk);
    }

    private void talk() {
        while (!stopped) {
            var reply = client.ask("message", "{\"content\":\"/stream 3 1\"}");
            if (type(reply).equals("message_received")) {
                taken.add(reply.at("/payload/message_id").asText());
                client.await(frame -> type(frame).matches("stream_end|error"));
            } else {
                codes.add(reply.at("/payload/code").asText());
                refusals.incrementAndGet();
            }
        }
    }

    private static String type(JsonNode frame) {
        return frame.path("type").asText();
    }

    public ChatClient client() {
        return client;
    }

    /** The ids of the messages that the server said it has. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    public int refusals() {
        return refusals.get();
    }

    /** Why messages were refused. */
    public Set<String> codes() {
        return Set.copyOf(codes);
    }

    /** The ids of those that the server has, by its pages. */
    public List<String> kept() {
        var kept = new ArrayList<String>();
        var cursor = "";
        do {
            var page = user.calls()
                    .get("/api/sessions/{id}/messages?limit=100" + cursor, Map.of("id", session))
                    .jsonPath();
            kept.addAll(page.getList("items.message_id", String.class));
            var next = page.getString("next_cursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return kept;
    }

    /** Says nothing more; returns when the last answer has come. */
    public void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
