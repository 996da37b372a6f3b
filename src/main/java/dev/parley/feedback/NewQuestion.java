package dev.parley.feedback;

import java.util.List;
import java.util.Optional;

/**
 * A question that has not been asked yet.
 *
 * @param options of a choice, at least two; empty for other types
 * @param responseSchema of a form, see {@link FeedbackService#ask}; empty for other types
 * @param channels where the question goes, at least one
 * @param panel who may answer
 */
public record NewQuestion(
        String sessionId,
        String userId,
        String messageId,
        boolean streamed,
        FeedbackType type,
        String prompt,
        List<FeedbackRequest.Option> options,
        Optional<String> responseSchema,
        List<String> channels,
        Panel panel) {}
