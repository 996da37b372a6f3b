package dev.parley.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what is to be sent, until it was. A notice is taken out for a while: who takes it has it alone until then, and if
 * nothing is heard of it, it is taken out again.
 */
public interface Outbox {

    /** In the transaction of what the notices tell of. */
    void add(List<Notice> notices);

    /** Whether anything for the channel is due; asks without holding anything. */
    boolean due(ChannelType channel, Instant now);

    /** Takes out at most {@code batch} notices that are due, the longest due first, for so long. */
    List<Notice> take(ChannelType channel, Instant now, Duration lease, int batch);

    /**
     * Notes how far a notice got. Only the latest try of a notice that is still to be sent is heard.
     *
     * @return whether it was noted
     */
    boolean note(Notice notice, Progress progress);

    /** Lets the next notices of a fallback move up, after the one before them failed. */
    void moveUp(Notice failed, Instant now);

    /** Takes back what is still to be sent about a question; answers how many. */
    int withdraw(String requestId);

    /** How many notices of a channel are not done: they wait, or were given up. */
    record Pending(ChannelType channel, boolean dead, long count) {}

    List<Pending> pending();
}
