package dev.parley.channel.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Spreads the edits of all messages that grow, which Slack counts together: the more of them, the seldomer each. */
final class SlackPace {

    /**
     * Slack takes 50 changes of messages a minute from one app in one workspace, and a few more; this leaves some for what
     * must arrive. Source: Slack's rate limits, {@code chat.update} is of tier 3.
     */
    static final Duration BETWEEN = Duration.ofMillis(1_500);

    private final Clock clock;
    private Instant free = Instant.MIN;

    SlackPace(Clock clock) {
        this.clock = clock;
    }

    /** Takes the next turn; answers how long to wait for it. */
    synchronized Duration next(Duration atLeast) {
        var now = clock.instant();
        var soonest = now.plus(atLeast);
        var turn = free.isAfter(soonest) ? free : soonest;
        free = turn.plus(BETWEEN);
        return Duration.between(now, turn);
    }
}
