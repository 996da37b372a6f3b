package dev.parley.feedback;

import java.util.Locale;
import java.util.Optional;

/** What kind of answer a question wants. */
public enum FeedbackType {
    APPROVAL,
    CHOICE,
    FORM,
    TEXT,
    CLARIFICATION;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FeedbackType> of(String wire) {
        return switch (wire) {
            case "approval" -> Optional.of(APPROVAL);
            case "choice" -> Optional.of(CHOICE);
            case "form" -> Optional.of(FORM);
            case "text" -> Optional.of(TEXT);
            case "clarification" -> Optional.of(CLARIFICATION);
            case String other -> Optional.empty();
        };
    }
}
