package dev.parley.limit;

/** Limits as a test wants them. */
public record Limits(int user, int session, int channel, int api, int signIn) implements LimitConfig {

    /** As good as none. */
    public static final int NONE = 1_000_000_000;

    public static final Limits DEFAULT = new Limits(30, 10, 20, 300, 10);

    public static final Limits OFF = new Limits(NONE, NONE, NONE, NONE, NONE);

    /** A limit at one level alone. */
    static Limits at(Level level, int limit) {
        return switch (level) {
            case USER -> new Limits(limit, NONE, NONE, NONE, NONE);
            case SESSION -> new Limits(NONE, limit, NONE, NONE, NONE);
            case CHANNEL -> new Limits(NONE, NONE, limit, NONE, NONE);
            case API -> new Limits(NONE, NONE, NONE, limit, NONE);
            case SIGN_IN -> new Limits(NONE, NONE, NONE, NONE, limit);
        };
    }

    /** Sockets are not what the limiter limits. */
    @Override
    public int frames() {
        return NONE;
    }
}
