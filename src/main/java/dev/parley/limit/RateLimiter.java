package dev.parley.limit;

import java.util.List;
import java.util.Optional;

/**
 * Admits or refuses. In any window of T seconds at most {@code limit + T × limit / window} are admitted for a key, and whoever
 * always asks is never given less than that. A refusal charges nothing.
 */
public interface RateLimiter {

    /**
     * Asks for one message: a token at the levels user, session and channel, of all three or of none.
     *
     * @param sessionId a session of this user, which the caller has checked
     * @param channel the channel's name on the wire; its bucket belongs to this user alone
     */
    Decision take(String userId, String sessionId, String channel);

    /** Where {@link #take} stands, at no charge: user, session if there is one, channel. */
    List<LevelStatus> status(String userId, Optional<String> sessionId, String channel);

    /** Asks for one REST call. The answer's one status is what the response's headers speak of. */
    Decision takeApi(String userId);

    /** Asks for one attempt to register, sign in or refresh from a client's address, whether it then succeeds or not. */
    Decision takeSignInFrom(String address);

    /** Asks for one such attempt at an account, by any key that is the same for the account each time. */
    Decision takeSignInAs(String account);
}
