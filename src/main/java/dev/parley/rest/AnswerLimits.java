package dev.parley.rest;

import dev.parley.core.ErrorCode;
import dev.parley.core.OpaqueToken;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.limit.Decision;
import dev.parley.limit.RateLimiter;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Bounds what comes by links without anybody signed in: as many answers by one link as attempts to sign in to one account,
 * since each is kept for the audit; and whoever tries links that lead nowhere is counted as one who guesses passwords.
 */
@Singleton
class AnswerLimits {

    private final RateLimiter limiter;

    AnswerLimits(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /** The question of a link, if there is one. Who has a good link has no address counted. */
    FeedbackRequest question(HttpServerRequest call, Supplier<FeedbackRequest> asked) {
        try {
            return asked.get();
        } catch (ParleyException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                admit(limiter.takeSignInFrom(SignInLimits.client(call)), "from your address");
            }
            throw e;
        }
    }

    /** Lets an answer pass, if not too many came by its link. */
    void admit(String token) {
        admit(limiter.takeSignInAs("link " + OpaqueToken.hash(token)), "by this link");
    }

    private static void admit(Decision decision, String where) {
        if (decision instanceof Decision.Refused refused) {
            throw new ParleyException(
                            ErrorCode.RATE_LIMITED, "Too many answers came " + where + ". Try again in a minute.")
                    .retryAfter(refused.retryAfter());
        }
    }
}
