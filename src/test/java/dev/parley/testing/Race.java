package dev.parley.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same work on many threads that begin together. */
public final class Race {

    private Race() {}

    /** Returns when all have ended; fails if one of them failed. */
    public static void run(int threads, Runnable body) throws Exception {
        of(threads, () -> {
            body.run();
            return true;
        });
    }

    /** The results, in no order. The first failure is thrown. */
    public static <T> List<T> of(int threads, Callable<T> work) throws Exception {
        var start = new CountDownLatch(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    return work.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
