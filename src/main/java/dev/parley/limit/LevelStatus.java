package dev.parley.limit;

/**
 * Where one bucket stands.
 *
 * @param key whose bucket: the user's id, the session's id, the channel's name, the address or the account
 * @param limit how many fit into the bucket, and come back in a window
 * @param remaining how many would be admitted now
 * @param resetAfterMs milliseconds, rounded up, until the bucket is full again if nobody asks
 */
public record LevelStatus(Level level, String key, int limit, int remaining, long resetAfterMs, long windowSeconds) {

    static LevelStatus of(Level level, String key, TokenBucket bucket, long now) {
        return new LevelStatus(
                level,
                key,
                bucket.limit(),
                bucket.remaining(now),
                Math.ceilDiv(bucket.untilFull(now), 1_000_000),
                LimitConfig.WINDOW.toSeconds());
    }
}
