package dev.parley.testing;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs work on real threads that start at the same moment. */
public final class Race {

    private Race() {}

    /** Runs the same work; returns when all have ended. */
    public static void run(int runners, Runnable work) {
        of(runners, Executors.callable(work));
    }

    /** The results of the same work; what it throws is thrown here. */
    public static <T> List<T> of(int runners, Callable<T> work) {
        return of(Collections.nCopies(runners, work));
    }

    /** The results in the order of the runners; what a runner throws is thrown here. */
    public static <T> List<T> of(int runners, IntFunction<T> run) {
        return of(IntStream.range(0, runners)
                .<Callable<T>>mapToObj(i -> () -> run.apply(i))
                .toList());
    }

    public static <T> List<T> of(List<Callable<T>> runners) {
        var start = new CyclicBarrier(runners.size());
        try (var threads = Executors.newFixedThreadPool(runners.size())) {
            var running = runners.stream()
                    .map(runner -> threads.submit(() -> {
                        start.await();
                        return runner.call();
                    }))
                    .toList();
            return running.stream().map(Race::result).toList();
        }
    }

    /** Waits, on a runner's thread, for the others to come so far. */
    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
