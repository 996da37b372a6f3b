package dev.parley.rest;

import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.FeedbackType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A form to fill in, as a page or Slack shows it. */
final class FormQuestion {

    private FormQuestion() {}

    static FeedbackRequest of(String prompt, String schema, Instant now) {
        return new FeedbackRequest(
                "request",
                "session",
                "user",
                "message",
                true,
                FeedbackType.FORM,
                prompt,
                List.of(),
                Optional.of(schema),
                FeedbackStatus.PENDING,
                List.of(),
                now,
                now,
                Optional.empty(),
                1);
    }
}
