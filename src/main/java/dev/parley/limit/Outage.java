package dev.parley.limit;

import dev.parley.core.Time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Whether Redis is away. Then it is left alone but for one caller in each pause, so that few wait for what will not come. */
final class Outage {

    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final Ticker ticker;
    private final AtomicBoolean on = new AtomicBoolean();
    private final AtomicLong nextTry = new AtomicLong();

    Outage(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether to ask Redis now. */
    boolean allowsACall() {
        if (!on.get()) {
            return true;
        }
        long at = nextTry.get();
        long now = ticker.nanos();
        return now - at >= 0 && nextTry.compareAndSet(at, now + PAUSE.toNanos());
    }

    void failed(String reason) {
        nextTry.set(ticker.nanos() + PAUSE.toNanos());
        if (on.compareAndSet(false, true)) {
            LOG.warnf("Redis is away (%s): this replica goes on with its share of the limits", reason);
        }
    }

    void answered() {
        if (on.get() && on.compareAndSet(true, false)) {
            LOG.info("Redis answers: the limits are shared");
        }
    }
}
