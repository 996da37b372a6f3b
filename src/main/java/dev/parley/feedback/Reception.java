package dev.parley.feedback;

import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.feedback.Received.Ruling;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Takes answers: the first valid one is the outcome, and the others are kept, too, whatever becomes of them. */
@ApplicationScoped
public class Reception {

    /** Of one person's answers that did not count, so many are kept: who goes on does not fill the store. */
    static final int MOST_REFUSED = 100;

    private final FeedbackStore store;
    private final AnswerStore answers;
    private final PanelStore panels;
    private final Audit audit;
    private final Transactions transactions;
    private final Ids ids;

    public Reception(
            FeedbackStore store,
            AnswerStore answers,
            PanelStore panels,
            Audit audit,
            Transactions transactions,
            Ids ids) {
        this.store = store;
        this.answers = answers;
        this.panels = panels;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
    }

    /** Whether a user may answer a question by now. */
    public boolean admits(String requestId, String userId, Instant now) {
        return panels.mayAnswer(requestId, userId, now);
    }

    /** Whether a user's answer counts already in a question that more must agree on. */
    public boolean counted(String requestId, String userId) {
        return counted(requestId).stream()
                .anyMatch(vote -> vote.answer().responder().equals(userId));
    }

    private List<Received> counted(String requestId) {
        return answers.received(requestId).stream()
                .filter(received -> received.ruling() == Ruling.COUNTED)
                .toList();
    }

    /**
     * Takes an answer and keeps it, whatever becomes of it, unless it is larger than any can be or the person has had enough
     * refused. In a transaction of its own, or part of the caller's, who then holds the session already.
     *
     * @param seen the question, as it was read at any time before
     * @throws ParleyException {@link ErrorCode#FEEDBACK_NOT_FOUND} when the question is gone,
     *     {@link ErrorCode#INVALID_MESSAGE} when the answer is too large
     */
    public Verdict take(FeedbackRequest seen, Answer answer, Instant now) {
        Answers.refuseTooLarge(answer);
        Outcome outcome;
        try {
            outcome = Answers.outcome(seen, answer, now);
        } catch (ParleyException refusal) {
            return transactions.write(() -> keep(refused(seen.requestId(), answer, refusal, now), answer, now));
        }
        return transactions.write(() -> keep(decide(seen, answer, outcome), answer, now));
    }

    private Verdict decide(FeedbackRequest seen, Answer answer, Outcome outcome) {
        return seen.needed() == 1
                ? resolve(seen.requestId(), answer, outcome)
                : vote(seen.requestId(), answer, outcome);
    }

    private Verdict resolve(String requestId, Answer answer, Outcome outcome) {
        return store.resolve(requestId, outcome)
                .<Verdict>map(Verdict.Won::new)
                .orElseGet(() -> tooLate(requestId, answer));
    }

    private Verdict vote(String requestId, Answer answer, Outcome outcome) {
        var present = store.hold(requestId).orElseThrow(FeedbackService::unknown);
        if (!present.open(outcome.at())) {
            return tooLate(requestId, answer);
        }
        var votes = new Votes(counted(requestId), panels.responders(requestId, present.createdAt()), present.needed());
        if (votes.has(answer.responder())) {
            return answers.receivedUnder(
                            requestId,
                            answer.responder(),
                            answer.idempotencyKey().orElse(""))
                    .<Verdict>map(same -> new Verdict.Repeated(present))
                    .orElseGet(() -> new Verdict.Invalid(
                            present,
                            new ParleyException(
                                    ErrorCode.FEEDBACK_ALREADY_RESOLVED, "You have answered this question already.")));
        }
        return votes.decides(outcome.action().orElseThrow())
                ? resolve(requestId, answer, outcome)
                : new Verdict.Counted(present);
    }

    private Verdict refused(String requestId, Answer answer, ParleyException refusal, Instant now) {
        var present = present(requestId);
        return present.open(now) ? new Verdict.Invalid(present, refusal) : tooLate(requestId, answer);
    }

    /** Read anew: the one who was first has committed by now. */
    private Verdict tooLate(String requestId, Answer answer) {
        var present = present(requestId);
        return switch (present.status()) {
            case RESOLVED -> hasWon(requestId, answer) ? new Verdict.Repeated(present) : new Verdict.Lost(present);
            case PENDING, EXPIRED -> new Verdict.Late(present);
            case CANCELLED -> new Verdict.Cancelled(present);
        };
    }

    private boolean hasWon(String requestId, Answer answer) {
        return answer.idempotencyKey()
                .flatMap(key -> answers.receivedUnder(requestId, answer.responder(), key))
                .filter(before -> before.ruling() == Ruling.WON || before.ruling() == Ruling.COUNTED)
                .isPresent();
    }

    private Verdict keep(Verdict verdict, Answer answer, Instant now) {
        switch (verdict) {
            case Verdict.Won(var request) -> {
                keep(Ruling.WON, request, answer, now);
                audit.ended(request, now);
            }
            case Verdict.Counted(var request) -> keep(Ruling.COUNTED, request, answer, now);
            case Verdict.Lost(var request) -> keep(Ruling.LOST, request, answer, now);
            case Verdict.Late(var request) -> keep(Ruling.LATE, request, answer, now);
            case Verdict.Cancelled(var request) -> keep(Ruling.CANCELLED, request, answer, now);
            case Verdict.Invalid(var request, var refusal) -> keep(Ruling.INVALID, request, answer, now);
            case Verdict.Repeated(var request) -> {}
        }
        return verdict;
    }

    private void keep(Ruling ruling, FeedbackRequest request, Answer answer, Instant now) {
        boolean counts = ruling == Ruling.WON || ruling == Ruling.COUNTED;
        if (!counts && answers.refused(request.requestId(), answer.responder()) >= MOST_REFUSED) {
            return;
        }
        // A refused answer does not use up its key: the same client may try again under it.
        var kept = ruling == Ruling.INVALID ? answer.withoutKey() : answer;
        var received = new Received(ids.next(), request.requestId(), kept, ruling, now);
        if (answers.record(received)) {
            audit.answered(received);
        }
    }

    private FeedbackRequest present(String requestId) {
        return store.find(requestId).orElseThrow(FeedbackService::unknown);
    }
}
