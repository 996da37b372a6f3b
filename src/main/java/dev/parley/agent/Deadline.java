package dev.parley.agent;

import dev.parley.core.Time.Ticker;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Watches over one answer on its event loop: the first token, the pause between two, and the whole. A token costs a look
 * at the clock; the timer is set anew only when it rings.
 */
final class Deadline {

    private final Vertx vertx;
    private final Ticker ticker;
    private final AgentConfig config;
    private final Runnable passed;
    private long last;
    private long next;
    private long timer;
    private boolean begun;

    /** @param passed called at most once, on the event loop */
    Deadline(Vertx vertx, Ticker ticker, AgentConfig config, Runnable passed) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.config = config;
        this.passed = passed;
    }

    /**
     * Begins to watch; to be called on the event loop.
     *
     * @param first how long the first token may take
     */
    void start(Duration first) {
        long now = ticker.nanos();
        last = now + config.answerTimeout().toNanos();
        next = now + first.toNanos();
        set(now);
    }

    void token() {
        long now = ticker.nanos();
        next = now + config.tokenTimeout().toNanos();
        if (!begun) { // from now on the deadline only moves away
            begun = true;
            vertx.cancelTimer(timer);
            set(now);
        }
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void set(long now) {
        long left = Math.min(next - now, last - now);
        timer = vertx.setTimer(Math.max(1, left / 1_000_000), rung -> {
            long then = ticker.nanos();
            if (then - next >= 0 || then - last >= 0) {
                passed.run();
            } else {
                set(then);
            }
        });
    }
}
