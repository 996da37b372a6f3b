package dev.parley.rest;

import dev.parley.conversation.Decisions;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackStatus;
import jakarta.inject.Singleton;

/** Says to members why what they did changed nothing. */
@Singleton
class SlackRefusals {

    private final Letterbox letterbox;
    private final Decisions decisions;

    SlackRefusals(Letterbox letterbox, Decisions decisions) {
        this.letterbox = letterbox;
        this.decisions = decisions;
    }

    /** Of a question that is over, what became of it. */
    String said(ParleyException refusal, Letterbox.Reader reader) {
        if (!over(refusal)) {
            return refusal.detail();
        }
        var question = letterbox.question(reader);
        if (question.status() == FeedbackStatus.PENDING && refusal.code() == ErrorCode.FEEDBACK_ALREADY_RESOLVED) {
            return refusal.detail(); // theirs counts, and others must answer too
        }
        var decision = decisions.of(question);
        return (refusal.code().title() + ": " + decision.what() + "\n" + decision.by()).strip();
    }

    private static boolean over(ParleyException refusal) {
        return refusal.code() == ErrorCode.FEEDBACK_ALREADY_RESOLVED || refusal.code() == ErrorCode.FEEDBACK_EXPIRED;
    }
}
