package dev.parley.ws;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A connection's commands: done one after the other on a virtual thread. How many may wait, and how much they may hold,
 * is decided on the event loop in no time, so that nobody can make a queue grow. There is room for whoever sends a burst
 * within the limits of frames a second: refusals then come from the rules of the command, and not from here.
 */
final class Inbox {

    static final int MOST = 128;
    /** Characters; one frame is always taken. */
    static final int LARGEST = 512 * 1024;

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(1);
    private boolean working;
    private int admitted;
    private int size;

    /**
     * Takes a command, unless too much is under way already.
     *
     * @param characters of the frame it came in
     */
    synchronized boolean offer(Runnable command, int characters) {
        if (admitted == MOST || admitted > 0 && size + characters > LARGEST) {
            return false;
        }
        admitted++;
        size += characters;
        add(() -> {
            try {
                command.run();
            } finally {
                left(characters);
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

    private synchronized void left(int characters) {
        admitted--;
        size -= characters;
    }

    private void work() {
        for (var next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        var next = waiting.poll();
        working = next != null;
        return next;
    }
}
