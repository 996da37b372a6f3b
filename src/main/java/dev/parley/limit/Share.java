package dev.parley.limit;

/** What one replica of several admits by itself: its part of each limit, and at least one. */
record Share(LimitConfig whole, int replicas) implements LimitConfig {

    @Override
    public int user() {
        return of(whole.user());
    }

    @Override
    public int session() {
        return of(whole.session());
    }

    @Override
    public int channel() {
        return of(whole.channel());
    }

    @Override
    public int api() {
        return of(whole.api());
    }

    @Override
    public int signIn() {
        return of(whole.signIn());
    }

    /** A socket is one replica's. */
    @Override
    public int frames() {
        return whole.frames();
    }

    private int of(int limit) {
        return Math.max(limit / replicas, 1);
    }
}
