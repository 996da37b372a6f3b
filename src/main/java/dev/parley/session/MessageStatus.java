package dev.parley.session;

import java.util.Locale;
import java.util.Optional;

/** The delivery of a message: {@code sent}, {@code delivered}, {@code read}; or {@code failed}. */
public enum MessageStatus {
    SENT,
    DELIVERED,
    READ,
    FAILED;

    /** Whether the status may become the next one; the same again is no change and always allowed. */
    public boolean canBecome(MessageStatus next) {
        return next == this
                || switch (this) {
                    case SENT -> true;
                    case DELIVERED -> next == READ || next == FAILED;
                    case READ, FAILED -> false;
                };
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MessageStatus> of(String wire) {
        return switch (wire) {
            case "sent" -> Optional.of(SENT);
            case "delivered" -> Optional.of(DELIVERED);
            case "read" -> Optional.of(READ);
            case "failed" -> Optional.of(FAILED);
            case String other -> Optional.empty();
        };
    }
}
