package dev.parley.limit;

import java.util.Locale;

/** What a limit counts by. */
public enum Level {
    USER,
    SESSION,
    CHANNEL,
    API,
    SIGN_IN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, such as {@code sign_in}. */
    public String wire() {
        return wire;
    }
}
