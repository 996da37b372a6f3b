package dev.parley.bench;

import dev.parley.limit.ReplicasBench;
import dev.parley.store.ScaleBench;
import dev.parley.store.StoreBench;

/** Runs one benchmark by its name, or all. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String... args) throws Exception {
        switch (args[0]) {
            case "limiter" -> limiter();
            case "store" -> StoreBench.main();
            case "scale" -> ScaleBench.main();
            case "relay" -> RelayBench.main();
            case "replicas" -> ReplicasBench.main();
            case "start" -> StartBench.main();
            case "remote" -> RemoteBench.main();
            case "all" -> {
                limiter();
                StoreBench.main();
                RelayBench.main();
            }
            case String other ->
                throw new IllegalArgumentException("-Dbench=" + other + ": limiter, store, scale, relay, replicas, remote, start or all");
        }
        System.exit(0); // threads of clients that tests share would go on
    }

    private static void limiter() throws Exception {
        org.openjdk.jmh.Main.main(new String[] {"LimiterBench", "-prof", "gc"});
    }
}
