package dev.parley.limit;

import dev.parley.core.Digest;
import dev.parley.limit.Decision.Allowed;
import dev.parley.limit.Decision.Refused;
import dev.parley.limit.SharedBuckets.Answer;
import dev.parley.limit.SharedBuckets.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The limits that all replicas share, in Redis. While it is away this replica goes on by itself with its share of each.
 *
 * <p>What was admitted together is charged to the share as well: when Redis goes away, whoever has just spent the limit does not
 * find a second one. Keys hold digests, as users, addresses and accounts may be personal, or contain what means something in a key.
 */
final class SharedRateLimiter implements RateLimiter {

    private static final int DIGEST = 32;

    private final LimitConfig config;
    private final SharedBuckets buckets;
    private final RateLimiter share;

    /** @param share what decides while Redis is away */
    SharedRateLimiter(LimitConfig config, SharedBuckets buckets, RateLimiter share) {
        this.config = config;
        this.buckets = buckets;
        this.share = share;
    }

    @Override
    public Decision take(String userId, String sessionId, String channel) {
        return decide(
                messages(userId, Optional.of(sessionId), channel),
                answer -> Decision.ALLOWED,
                () -> share.take(userId, sessionId, channel));
    }

    @Override
    public List<LevelStatus> status(String userId, Optional<String> sessionId, String channel) {
        return buckets.look(messages(userId, sessionId, channel))
                .map(Answer::limits)
                .orElseGet(() -> share.status(userId, sessionId, channel));
    }

    @Override
    public Decision takeApi(String userId) {
        var asked = new Asked(Level.API, userId, key(userId, "api"), config.api());
        return one(asked, () -> share.takeApi(userId));
    }

    @Override
    public Decision takeSignInFrom(String address) {
        var asked = new Asked(Level.SIGN_IN, address, key(address, "address"), config.signIn());
        return one(asked, () -> share.takeSignInFrom(address));
    }

    @Override
    public Decision takeSignInAs(String account) {
        var asked = new Asked(Level.SIGN_IN, account, key(account, "account"), config.signIn());
        return one(asked, () -> share.takeSignInAs(account));
    }

    private Decision one(Asked asked, Supplier<Decision> alone) {
        return decide(List.of(asked), answer -> new Allowed(answer.limits()), alone);
    }

    private Decision decide(List<Asked> asked, Function<Answer, Decision> allowed, Supplier<Decision> alone) {
        var together = buckets.take(asked);
        if (together.isEmpty()) {
            return alone.get();
        }
        var answer = together.get();
        if (!answer.allowed()) {
            return Refused.by(answer.standings(), answer.now());
        }
        alone.get();
        return allowed.apply(answer);
    }

    private List<Asked> messages(String userId, Optional<String> sessionId, String channel) {
        var asked = new ArrayList<Asked>(3);
        var user = key(userId, "");
        asked.add(new Asked(Level.USER, userId, user + "u", config.user()));
        sessionId.ifPresent(id -> asked.add(new Asked(Level.SESSION, id, user + "s:" + id, config.session())));
        asked.add(new Asked(Level.CHANNEL, channel, user + "c:" + channel, config.channel()));
        return asked;
    }

    /** What stands in braces is all that decides which server of several has the key: the three of a message lie together. */
    private static String key(String whose, String what) {
        return "parley:{" + Digest.hex(whose).substring(0, DIGEST) + "}:" + what;
    }
}
