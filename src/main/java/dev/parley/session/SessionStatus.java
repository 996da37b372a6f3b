package dev.parley.session;

import java.util.Locale;
import java.util.Optional;

/** The life of a session: {@code active} and {@code paused} turn into each other, {@code ended} is final. */
public enum SessionStatus {
    ACTIVE,
    PAUSED,
    ENDED;

    /** Whether the status may become the next one; the same again is no change and allowed while the session lives. */
    public boolean canBecome(SessionStatus next) {
        return switch (this) {
            case ACTIVE, PAUSED -> true;
            case ENDED -> false;
        };
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SessionStatus> of(String wire) {
        return switch (wire) {
            case "active" -> Optional.of(ACTIVE);
            case "paused" -> Optional.of(PAUSED);
            case "ended" -> Optional.of(ENDED);
            case String other -> Optional.empty();
        };
    }
}
