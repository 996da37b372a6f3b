package dev.parley.feedback;

import java.time.Instant;
import java.util.Locale;

/** An answer that arrived, and what was made of it. */
public record Received(String responseId, String requestId, Answer answer, Ruling ruling, Instant at) {

    public enum Ruling {
        WON,
        COUNTED,
        LOST,
        LATE,
        CANCELLED,
        INVALID;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
