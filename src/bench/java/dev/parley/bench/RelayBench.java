package dev.parley.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Parley beside a bare relay on the same model, under the same load, in turns. */
final class RelayBench {

    private static final int ROUNDS = 3;
    private static final int SETTLE_MILLIS = 500;
    private static final int COUNT_MILLIS = 1_600;

    /**
     * What the connections do; {@code delay} is between an answer's tokens, {@code warmUp} for the relay, which has less to
     * warm up, both in milliseconds.
     */
    private enum Case {
        BURST("16 streams, tokens without delay", Load.Kind.ANSWERS, 16, 256, 0, 4_000),
        STREAM("50 streams, a token each 20 ms", Load.Kind.ANSWERS, 50, 64, 20, 1_500),
        FIRST("8 streams of 4 tokens, first token", Load.Kind.ANSWERS, 8, 4, 20, 1_500),
        PING("50 connections that ping", Load.Kind.PINGS, 50, 0, 0, 1_500);

        private final String title;
        private final Load.Kind kind;
        private final int connections;
        private final int tokens;
        private final int delay;
        private final int warmUp;

        Case(String title, Load.Kind kind, int connections, int tokens, int delay, int warmUp) {
            this.title = title;
            this.kind = kind;
            this.connections = connections;
            this.tokens = tokens;
            this.delay = delay;
            this.warmUp = warmUp;
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Child model;

    private RelayBench(Child model) {
        this.model = model;
    }

    static void main() throws Exception {
        var folder = Files.createDirectories(Path.of("target", "relay-bench"));
        clear(folder.resolve("parley"));
        var classes = System.getProperty("java.class.path");
        try (var model = new Child("model", folder, Map.of(), "-cp", classes, ModelStub.class.getName(), "PORT");
                var relay = new Child(
                        "relay", folder, Map.of(), "-cp", classes, BareRelay.class.getName(), "PORT", "" + model.port);
                var parley = Server.start("parley", folder, model, Map.of())) {
            var bench = new RelayBench(model);
            try {
                bench.run(relay, parley, Server.signIn(parley));
            } finally {
                bench.vertx.close().toCompletionStage().toCompletableFuture().join();
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(Child relay, Child parley, String token) throws Exception {
        System.out.printf("%nload average %.1f before%n", load());
        System.out.printf(
                "%-36s %-8s %12s %10s %10s %14s%n", "", "", "per CPU-s", "p50 ms", "p99 ms", "Parley/relay");
        for (var each : Case.values()) {
            Server.post(model, "", "/plan?tokens=" + each.tokens + "&delay=" + each.delay, "");
            measure(each, relay, token, each.warmUp);
            measure(each, parley, token, 3 * each.warmUp);
            var bare = new ArrayList<Load.Counted>();
            var ours = new ArrayList<Load.Counted>();
            for (int round = 0; round < ROUNDS; round++) {
                bare.add(measure(each, relay, token, COUNT_MILLIS));
                ours.add(measure(each, parley, token, COUNT_MILLIS));
            }
            print(each, "relay", bare, "");
            print(each, "Parley", ours, "%14.2f".formatted(perCpu(ours) / perCpu(bare)));
        }
        System.out.printf("load average %.1f after%n", load());
        if (parley.cpu().isEmpty()) {
            System.out.println("This system does not tell the processor time of other processes: no figures per CPU-s.");
        }
    }

    private Load.Counted measure(Case each, Child server, String token, long millis) throws Exception {
        try (var load = new Load(vertx, server, token, each.kind, each.connections)) {
            return load.count(SETTLE_MILLIS, millis);
        }
    }

    private static void print(Case each, String who, List<Load.Counted> rounds, String ratio) {
        boolean first = each == Case.FIRST;
        System.out.printf(
                "%-36s %-8s %12.0f %10.2f %10.2f %s%n",
                who.equals("relay") ? each.title : "",
                who,
                perCpu(rounds),
                median(rounds, counted -> percentile(first ? counted.firsts() : counted.ages(), 0.50)),
                median(rounds, counted -> percentile(first ? counted.firsts() : counted.ages(), 0.99)),
                ratio);
    }

    private static double perCpu(List<Load.Counted> rounds) {
        return median(rounds, counted -> counted.count() / counted.cpu());
    }

    private static double median(List<Load.Counted> rounds, ToDoubleFunction<Load.Counted> figure) {
        return rounds.stream().mapToDouble(figure).sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
