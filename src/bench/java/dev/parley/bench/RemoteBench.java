package dev.parley.bench;

import dev.parley.core.Json;
import dev.parley.testing.Cluster;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a token costs both of two replicas together, where its listeners are at the one whose turn it is, and where they are
 * at the other, to which it goes over Redis.
 */
final class RemoteBench {

    private static final int STREAMS = 50;
    private static final int DELAY_MILLIS = 20;
    private static final int TOKENS = 250;
    private static final int WARM_ROUNDS = 3;
    private static final int ROUNDS = 5;
    private static final int SETTLE_MILLIS = 1_000;
    private static final int COUNT_MILLIS = 3_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Child one;
    private final Child two;
    private final String token;

    private record Counted(double microseconds, double p50, double p99) {}

    private RemoteBench(Child one, Child two) throws Exception {
        this.one = one;
        this.two = two;
        this.token = Server.signIn(one);
    }

    static void main() throws Exception {
        var folder = Files.createTempDirectory("remote-bench");
        var classes = System.getProperty("java.class.path");
        try (var cluster = new Cluster(folder);
                var model = new Child("model", folder, Map.of(), "-cp", classes, ModelStub.class.getName(), "PORT");
                var one = Server.start("one", folder, model, cluster.settings());
                var two = Server.start("two", folder, model, cluster.settings())) {
            Server.post(model, "", "/plan?tokens=" + TOKENS + "&delay=" + DELAY_MILLIS, "");
            new RemoteBench(one, two).run();
        }
    }

    private void run() throws Exception {
        System.out.printf("%n%d streams, a token each %d ms; both replicas together%n", STREAMS, DELAY_MILLIS);
        var local = new ArrayList<Counted>();
        var remote = new ArrayList<Counted>();
        for (int round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
            local.add(measure(one));
            remote.add(measure(two));
        }
        print("listeners there", local);
        print("listeners at the other", remote);
        System.out.printf("remote/local %.2f%n", median(remote) / median(local));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Turns at the first replica, heard at this one. */
    private Counted measure(Child listening) throws Exception {
        var sessions = new ArrayList<String>();
        for (int i = 0; i < STREAMS; i++) {
            var session = Server.post(one, token, "/api/sessions", "{}");
            sessions.add(Json.read(session).path("session_id").asText());
        }
        try (var followers = new Followers(vertx, listening, token, sessions)) {
            for (var session : sessions) {
                Server.post(one, token, "/api/sessions/" + session + "/messages", "{\"content\":\"Hello\"}");
            }
            Thread.sleep(SETTLE_MILLIS);
            var before = cpu();
            var ages = followers.count(COUNT_MILLIS);
            var taken = cpu().minus(before);
            followers.awaitEnds();
            return new Counted(taken.toNanos() / 1e3 / ages.length, age(ages, 0.50), age(ages, 0.99));
        }
    }

    private Duration cpu() {
        return one.cpu().orElseThrow().plus(two.cpu().orElseThrow());
    }

    private static double age(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    private static double median(List<Counted> rounds) {
        return middle(rounds).microseconds();
    }

    private static Counted middle(List<Counted> rounds) {
        return rounds.stream()
                .skip(WARM_ROUNDS)
                .sorted((a, b) -> Double.compare(a.microseconds(), b.microseconds()))
                .skip(ROUNDS / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void print(String what, List<Counted> rounds) {
        var counted = middle(rounds);
        System.out.printf(
                "%-24s %7.1f us of processor a token; old when it comes: p50 %.2f ms, p99 %.2f ms%n",
                what, counted.microseconds(), counted.p50(), counted.p99());
    }
}
