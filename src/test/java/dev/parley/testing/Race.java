package dev.parley.testing;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work on real threads that begin together. */
public final class Race {

    private Race() {}

    /** Returns when all have ended; fails if one of them failed. */
    public static void run(int threads, Runnable body) throws Exception {
        var start = new CyclicBarrier(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.await();
                    body.run();
                    return null;
                }));
            }
            for (var each : running) {
                each.get();
            }
        }
    }
}
