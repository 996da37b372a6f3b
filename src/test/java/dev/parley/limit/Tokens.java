package dev.parley.limit;

/** The definition of a bucket, in tokens × window. */
final class Tokens {

    static final long WINDOW_MS = 60_000;

    private final long limit;
    private long filled;

    Tokens(int limit) {
        this.limit = limit;
        this.filled = limit * WINDOW_MS;
    }

    void pass(long ms) {
        filled = Math.min(filled + ms * limit, limit * WINDOW_MS);
    }

    int whole() {
        return (int) (filled / WINDOW_MS);
    }

    void take() {
        filled -= WINDOW_MS;
    }

    int takeAll() {
        int all = whole();
        filled -= all * WINDOW_MS;
        return all;
    }
}
