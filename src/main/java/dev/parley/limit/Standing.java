package dev.parley.limit;

/** A bucket with its level and the name that readers know it by. */
record Standing(Level level, String key, TokenBucket bucket) {

    LevelStatus at(long now) {
        return LevelStatus.of(level, key, bucket, now);
    }
}
