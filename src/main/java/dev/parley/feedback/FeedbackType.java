package dev.parley.feedback;

import java.util.Locale;

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
}
