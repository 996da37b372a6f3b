package dev.parley.limit;

import org.jspecify.annotations.Nullable;

/**
 * The buckets of one level by name. One that is not kept is full.
 *
 * <p>They are few, since each kept one took a token of the user's within a window; so a chain is smaller than a map, and faster.
 */
final class BucketChain {

    private static final class Link extends TokenBucket {
        private final String name;
        private @Nullable Link next;

        Link(String name, int limit, long now, @Nullable Link next) {
            super(limit, now);
            this.name = name;
            this.next = next;
        }
    }

    private final int limit;
    private @Nullable Link first;

    BucketChain(int limit) {
        this.limit = limit;
    }

    /** The bucket of this name. A new name is the time to forget old ones. */
    TokenBucket get(String name, long now) {
        for (var link = first; link != null; link = link.next) {
            if (link.name.equals(name)) {
                return link;
            }
        }
        forgetFull(now);
        first = new Link(name, limit, now, first);
        return first;
    }

    void forgetFull(long now) {
        Link kept = null;
        for (var link = first; link != null; ) {
            var next = link.next;
            if (link.untilFull(now) > 0) {
                link.next = kept;
                kept = link;
            }
            link = next;
        }
        first = kept;
    }

    int size() {
        int size = 0;
        for (var link = first; link != null; link = link.next) {
            size++;
        }
        return size;
    }
}
