package dev.parley.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** Remembers that the bearer of a token is the reader of this notice; the token is kept as a hash. */
    void link(String tokenHash, String noticeId, Instant now);

    Optional<Notice> find(String noticeId);

    /** The notice whose reader has this token. */
    Optional<Notice> linked(String tokenHash);

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

    /** The questions to people about a request that are out. */
    List<Notice> sent(String requestId);

    /** How many requests to confirm were made for a user since then. */
    int confirmationsSince(String userId, Instant since);
}
