package dev.parley.channel;

import dev.parley.core.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of notices besides their sending: who reads them, what is out, and what was given up. */
public interface Notices {

    Optional<Notice> find(String noticeId);

    /** Remembers that the bearer of a token is the reader of this notice; the token is kept as a hash. */
    void link(String tokenHash, String noticeId, Instant now);

    /** The notice whose reader has this token. */
    Optional<Notice> linked(String tokenHash);

    /** The questions to people about a request that are out. */
    List<Notice> sent(String requestId);

    /** How many requests to confirm were made to an address since then, by whomever. */
    int confirmationsTo(String address, Instant since);

    /** Notes that the reader looked at a notice; answers whether it was the first time. */
    boolean opened(String noticeId, Instant now);

    /** How many requests to confirm were made for a user since then. */
    int confirmationsSince(String userId, Instant since);

    /** Notes that the reader of a notice says something to it. */
    void heard(String noticeId, Instant now);

    /** What was last sent to a user about a session by a channel, or said something to. */
    Optional<Notice> latest(String sessionId, String userId, ChannelType channel);

    /** The last that was sent to an address about any session; of a thread, where one is named. */
    Optional<Notice> latestAt(ChannelType channel, String address, Optional<String> thread);

    /** A notice that was given up, and why. */
    record Dead(Notice notice, String reason) {}

    /** Newest first; the cursor is the last notice's id. */
    List<Dead> dead(Page.Request page);

    /** Lets a notice that was given up be tried anew, as often as at first; answers whether there was one. */
    boolean revive(String noticeId, Instant now);
}
