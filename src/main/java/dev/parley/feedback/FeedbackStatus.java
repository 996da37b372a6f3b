package dev.parley.feedback;

import java.util.Locale;
import java.util.Optional;

/** The life of a question: {@code pending} becomes one of the others, once. */
public enum FeedbackStatus {
    PENDING,
    RESOLVED,
    EXPIRED,
    CANCELLED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FeedbackStatus> of(String wire) {
        return switch (wire) {
            case "pending" -> Optional.of(PENDING);
            case "resolved" -> Optional.of(RESOLVED);
            case "expired" -> Optional.of(EXPIRED);
            case "cancelled" -> Optional.of(CANCELLED);
            case String other -> Optional.empty();
        };
    }
}
