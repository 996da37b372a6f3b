package dev.parley.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The buckets of one user under one lock. A bucket that is not there is full. */
final class UserLimits {

    private final LimitConfig config;
    private final TokenBucket user;
    private final Map<String, TokenBucket> sessions = new HashMap<>(4);
    private final Map<String, TokenBucket> channels = new HashMap<>(4);
    private boolean retired;

    UserLimits(LimitConfig config, long now) {
        this.config = config;
        this.user = new TokenBucket(config.user(), now);
    }

    /** Charges all three levels or none; null if these limits are retired, and the caller must ask the user's next ones. */
    synchronized @Nullable Decision take(String userId, String sessionId, String channel, long now) {
        if (retired) {
            return null;
        }
        var ofSession = kept(sessions, sessionId, config.session(), now);
        var ofChannel = kept(channels, channel, config.channel(), now);
        if (user.hasToken(now) && ofSession.hasToken(now) && ofChannel.hasToken(now)) {
            user.take(now);
            ofSession.take(now);
            ofChannel.take(now);
            return Decision.ALLOWED;
        }
        var level = Level.USER;
        var slowest = user;
        if (ofSession.untilToken(now) > slowest.untilToken(now)) {
            level = Level.SESSION;
            slowest = ofSession;
        }
        if (ofChannel.untilToken(now) > slowest.untilToken(now)) {
            level = Level.CHANNEL;
            slowest = ofChannel;
        }
        return Decision.Refused.by(level, slowest, now, status(userId, Optional.of(sessionId), channel, now));
    }

    synchronized List<LevelStatus> status(String userId, Optional<String> sessionId, String channel, long now) {
        var levels = new ArrayList<LevelStatus>(3);
        levels.add(LevelStatus.of(Level.USER, userId, user, now));
        sessionId.ifPresent(id ->
                levels.add(LevelStatus.of(Level.SESSION, id, orFull(sessions.get(id), config.session(), now), now)));
        levels.add(LevelStatus.of(Level.CHANNEL, channel, orFull(channels.get(channel), config.channel(), now), now));
        return List.copyOf(levels);
    }

    /** Forgets full buckets. If none is left, retires: no charge can get lost on limits that nobody will ask again. */
    synchronized boolean retire(long now) {
        forgetFull(sessions, now);
        forgetFull(channels, now);
        retired = user.untilFull(now) == 0 && sessions.isEmpty() && channels.isEmpty();
        return retired;
    }

    /** How many buckets are kept. */
    synchronized int size() {
        return 1 + sessions.size() + channels.size();
    }

    /** A new name is the time to forget old ones: what is kept never outgrows what was charged in a window by more than one. */
    private static TokenBucket kept(Map<String, TokenBucket> buckets, String name, int limit, long now) {
        var bucket = buckets.get(name);
        if (bucket == null) {
            forgetFull(buckets, now);
            bucket = new TokenBucket(limit, now);
            buckets.put(name, bucket);
        }
        return bucket;
    }

    private static void forgetFull(Map<String, TokenBucket> buckets, long now) {
        buckets.values().removeIf(bucket -> bucket.untilFull(now) == 0);
    }

    private static TokenBucket orFull(@Nullable TokenBucket bucket, int limit, long now) {
        return bucket == null ? new TokenBucket(limit, now) : bucket;
    }
}
