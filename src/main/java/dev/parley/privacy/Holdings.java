package dev.parley.privacy;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** All that is kept, by whose it is. */
public interface Holdings {

    /**
     * Something that is kept of a user.
     *
     * @param kind such as {@code message}
     * @param json an object with its fields; none of them is a secret, a hash or a token
     */
    record Entry(String kind, String json) {}

    /** A user's sessions, oldest first, from the one after this id on. */
    List<String> sessions(String userId, String after, int most);

    /** Sessions that ended before then. */
    List<String> endedBefore(Instant then, int most);

    /** Tells what is kept of a user outside of sessions: account, channels, what was sent to them, answers to others' questions. */
    void ofUser(String userId, Consumer<Entry> reader);

    /** Tells what is kept of a session: itself, messages, questions, answers, what happened to each question. */
    void ofSession(String sessionId, Consumer<Entry> reader);

    /** Removes a session with all that belongs to it, its log too; nothing if it is gone. */
    void removeSession(String sessionId);

    /**
     * Removes what is kept of a user outside of sessions. Sign-ins stay, as they were revoked, until their tokens would have
     * ended; so do answers to others' questions, which belong to those.
     */
    void removeUser(String userId);
}
