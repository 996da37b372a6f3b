package dev.parley.limit;

import dev.parley.core.Time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The buckets of one user under one lock. */
final class UserLimits {

    private final Ticker ticker;
    private final TokenBucket user;
    private final BucketChain sessions;
    private final BucketChain channels;
    private boolean retired;

    UserLimits(LimitConfig config, Ticker ticker) {
        this.ticker = ticker;
        this.user = new TokenBucket(config.user(), ticker.nanos());
        this.sessions = new BucketChain(config.session());
        this.channels = new BucketChain(config.channel());
    }

    /** Charges all three levels or none; null if these limits are retired, and the caller must ask the user's next ones. */
    synchronized @Nullable Decision take(String userId, String sessionId, String channel) {
        if (retired) {
            return null;
        }
        // Read under the lock: a thread that had to wait would charge the past.
        long now = ticker.nanos();
        var ofSession = sessions.get(sessionId, now);
        var ofChannel = channels.get(channel, now);
        if (user.hasToken(now) && ofSession.hasToken(now) && ofChannel.hasToken(now)) {
            user.take(now);
            ofSession.take(now);
            ofChannel.take(now);
            return Decision.ALLOWED;
        }
        return Decision.Refused.by(standings(userId, Optional.of(sessionId), channel, now), now);
    }

    synchronized List<LevelStatus> status(String userId, Optional<String> sessionId, String channel) {
        long now = ticker.nanos();
        return standings(userId, sessionId, channel, now).stream()
                .map(each -> each.at(now))
                .toList();
    }

    private List<Standing> standings(String userId, Optional<String> sessionId, String channel, long now) {
        var levels = new ArrayList<Standing>(3);
        levels.add(new Standing(Level.USER, userId, user));
        sessionId.ifPresent(id -> levels.add(new Standing(Level.SESSION, id, sessions.get(id, now))));
        levels.add(new Standing(Level.CHANNEL, channel, channels.get(channel, now)));
        return levels;
    }

    /** Forgets full buckets. If none is left, retires: no charge can get lost on limits that nobody will ask again. */
    synchronized boolean retire() {
        long now = ticker.nanos();
        sessions.forgetFull(now);
        channels.forgetFull(now);
        retired = user.untilFull(now) == 0 && sessions.size() + channels.size() == 0;
        return retired;
    }

    /** How many buckets are kept. */
    synchronized int size() {
        return 1 + sessions.size() + channels.size();
    }
}
