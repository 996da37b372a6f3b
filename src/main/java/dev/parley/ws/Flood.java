package dev.parley.ws;

import dev.parley.core.Time.Ticker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a flooder: too many frames a second (100 by default) for 3 seconds, or 50 refusals of the limits within 10 seconds.
 * Source: the wire contract.
 */
final class Flood {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int SECONDS = 3;
    private static final int REFUSALS = 50;
    private static final long REFUSALS_WITHIN = 10 * SECOND;

    private final Ticker ticker;
    private final int framesASecond;
    private long secondBegan;
    private int frames;
    private int floodedSeconds;
    /** When the latest refusals were, in a ring; most connections never have one. */
    private long @Nullable [] refusedAt;

    private int refusals;

    Flood(Ticker ticker, int framesASecond) {
        this.ticker = ticker;
        this.framesASecond = framesASecond;
        this.secondBegan = ticker.nanos();
    }

    /** Counts a frame; answers whether it is one too many. */
    synchronized boolean frame() {
        long seconds = (ticker.nanos() - secondBegan) / SECOND;
        if (seconds > 0) {
            boolean flooded = frames > framesASecond && seconds == 1;
            floodedSeconds = flooded ? floodedSeconds + 1 : 0;
            secondBegan += seconds * SECOND;
            frames = 0;
        }
        frames++;
        return floodedSeconds >= SECONDS;
    }

    /** Counts a refusal; answers whether it is one too many. */
    synchronized boolean refusal() {
        if (refusedAt == null) {
            refusedAt = new long[REFUSALS];
        }
        long now = ticker.nanos();
        refusedAt[refusals % REFUSALS] = now;
        refusals++;
        return refusals >= REFUSALS && now - refusedAt[refusals % REFUSALS] < REFUSALS_WITHIN;
    }
}
