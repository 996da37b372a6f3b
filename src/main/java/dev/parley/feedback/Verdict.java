package dev.parley.feedback;

import dev.parley.core.ParleyException;

/** What became of an answer. */
public sealed interface Verdict {

    /** It is the outcome. */
    record Won(FeedbackRequest resolved) implements Verdict {}

    /** It had won before, or counts already: the same responder sent it again under the same key. */
    record Repeated(FeedbackRequest answered) implements Verdict {}

    /** It counts, and others must say the same before it is the outcome. */
    record Counted(FeedbackRequest pending) implements Verdict {}

    /** Another answer was first. */
    record Lost(FeedbackRequest resolved) implements Verdict {}

    /** The time to answer is over; the status may still be {@code pending} until the expiry has been round. */
    record Late(FeedbackRequest expired) implements Verdict {}

    /** The question was withdrawn. */
    record Cancelled(FeedbackRequest cancelled) implements Verdict {}

    /**
     * It is no answer to this question, and the question stays open. The refusal is to be thrown after the transaction,
     * which keeps the attempt for the audit.
     */
    record Invalid(FeedbackRequest pending, ParleyException refusal) implements Verdict {}
}
