package dev.parley.limit;

import dev.parley.core.Time.Ticker;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** One bucket for each key, at one level. The map's own lock on an entry guards its bucket. */
final class KeyedBuckets {

    private final Level level;
    private final int limit;
    private final Ticker ticker;
    private final ConcurrentHashMap<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    KeyedBuckets(Level level, int limit, Ticker ticker) {
        this.level = level;
        this.limit = limit;
        this.ticker = ticker;
    }

    Decision take(String key) {
        var decision = new AtomicReference<>(Decision.ALLOWED);
        buckets.compute(key, (same, kept) -> {
            long now = ticker.nanos();
            var bucket = kept == null ? new TokenBucket(limit, now) : kept;
            decision.setPlain(take(key, bucket, now));
            return bucket;
        });
        return decision.getPlain();
    }

    void evictIdle() {
        for (var key : buckets.keySet()) {
            buckets.computeIfPresent(key, (same, bucket) -> bucket.untilFull(ticker.nanos()) == 0 ? null : bucket);
        }
    }

    int size() {
        return buckets.size();
    }

    private Decision take(String key, TokenBucket bucket, long now) {
        boolean allowed = bucket.hasToken(now);
        if (allowed) {
            bucket.take(now);
        }
        var asked = new Standing(level, key, bucket);
        return allowed ? new Decision.Allowed(List.of(asked.at(now))) : Decision.Refused.by(List.of(asked), now);
    }
}
