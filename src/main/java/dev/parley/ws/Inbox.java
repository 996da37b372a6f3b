package dev.parley.ws;

import java.util.ArrayDeque;

/**
 * A connection's commands: done one after the other on virtual threads, at most eight at a time admitted. Admission is
 * decided on the event loop in no time, so that nobody can make a queue grow.
 */
final class Inbox {

    static final int MOST = 8;

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(1);
    private boolean working;
    private int admitted;

    /** Takes a command, unless too many are under way already. */
    synchronized boolean offer(Runnable command) {
        if (admitted == MOST) {
            return false;
        }
        admitted++;
        add(() -> {
            try {
                command.run();
            } finally {
                left();
            }
        });
        return true;
    }

    /** Takes work of our own, which is always admitted. */
    synchronized void later(Runnable work) {
        add(work);
    }

    private void add(Runnable work) {
        waiting.add(work);
        if (!working) {
            working = true;
            Thread.startVirtualThread(this::work);
        }
    }

    private synchronized void left() {
        admitted--;
    }

    private void work() {
        for (var next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable next() {
        var next = waiting.poll();
        working = next != null;
        return next;
    }
}
