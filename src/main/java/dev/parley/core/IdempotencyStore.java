package dev.parley.core;

import java.time.Instant;

/**
 * Remembers the answers to requests that came with an {@code Idempotency-Key}.
 *
 * <p>A key is claimed before the work and completed or released after it. A claim whose owner died is given away again
 * after a minute, an answer is forgotten after a day.
 */
public interface IdempotencyStore {

    /** Whom a key belongs to (the user and the route), and the key, hashed. */
    record Key(String scope, String name) {}

    record Answer(int status, String mediaType, String body) {}

    /** What came of a claim. */
    sealed interface Claim {
        /** The key is the caller's to complete or release. */
        record Mine() implements Claim {}

        /** The first request with it has not ended. */
        record InFlight() implements Claim {}

        /** It was used with another body. */
        record OtherBody() implements Claim {}

        record Answered(Answer answer) implements Claim {}
    }

    Claim claim(Key key, String bodyHash, Instant now);

    void complete(Key key, Answer answer);

    void release(Key key);

    /** Removes what is older than a day; answers how many. */
    int sweep(Instant now);
}
