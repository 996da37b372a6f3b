package dev.parley.feedback;

import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.feedback.FeedbackRequest.ChannelStatus;
import dev.parley.feedback.Received.Ruling;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks people and takes the first valid answer, once.
 *
 * <p>Each call is a transaction, or part of the caller's. A caller that holds a session in the same transaction must hold
 * it first: whoever takes the two the other way round may wait for each other.
 */
@ApplicationScoped
public class FeedbackService {

    private final FeedbackStore store;
    private final Transactions transactions;
    private final Ids ids;
    private final FeedbackConfig config;

    public FeedbackService(FeedbackStore store, Transactions transactions, Ids ids, FeedbackConfig config) {
        this.store = store;
        this.transactions = transactions;
        this.ids = ids;
        this.config = config;
    }

    /**
     * Stores a question. A form's schema is a JSON object of draft 2020-12, at most 16,384 characters long and 32 levels
     * deep, without references.
     *
     * @throws ParleyException {@link ErrorCode#INVALID_MESSAGE} with every fault of the question
     */
    public FeedbackRequest ask(NewQuestion question, Instant now) {
        var faults = Questions.faults(question);
        if (!faults.isEmpty()) {
            throw ParleyException.invalid(faults);
        }
        var request = new FeedbackRequest(
                ids.next(),
                question.sessionId(),
                question.userId(),
                question.messageId(),
                question.streamed(),
                question.type(),
                question.prompt(),
                List.copyOf(question.options()),
                question.responseSchema(),
                FeedbackStatus.PENDING,
                question.channels().stream()
                        .map(channel -> new ChannelStatus(channel, "pending"))
                        .toList(),
                now,
                now.plus(config.timeout()),
                Optional.empty());
        transactions.write(() -> store.add(request));
        return request;
    }

    /**
     * Takes an answer and keeps it, whatever becomes of it.
     *
     * @param seen the question, as it was read at any time before
     * @throws ParleyException {@link ErrorCode#FEEDBACK_NOT_FOUND} when the question is gone
     */
    public Verdict answer(FeedbackRequest seen, Answer answer, Instant now) {
        Outcome outcome;
        try {
            outcome = Answers.outcome(seen, answer, now);
        } catch (ParleyException refusal) {
            return transactions.write(() -> keep(refused(seen.requestId(), answer, refusal, now), answer, now));
        }
        return transactions.write(() -> keep(
                store.resolve(seen.requestId(), outcome)
                        .<Verdict>map(Verdict.Won::new)
                        .orElseGet(() -> tooLate(seen.requestId(), answer)),
                answer,
                now));
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
                .flatMap(key -> store.receivedUnder(requestId, answer.responder(), key))
                .filter(before -> before.ruling() == Ruling.WON)
                .isPresent();
    }

    private Verdict keep(Verdict verdict, Answer answer, Instant now) {
        switch (verdict) {
            case Verdict.Won(var request) -> keep(Ruling.WON, request, answer, now);
            case Verdict.Lost(var request) -> keep(Ruling.LOST, request, answer, now);
            case Verdict.Late(var request) -> keep(Ruling.LATE, request, answer, now);
            case Verdict.Cancelled(var request) -> keep(Ruling.CANCELLED, request, answer, now);
            case Verdict.Invalid(var request, var refusal) -> keep(Ruling.INVALID, request, answer, now);
            case Verdict.Repeated(var request) -> {}
        }
        return verdict;
    }

    private void keep(Ruling ruling, FeedbackRequest request, Answer answer, Instant now) {
        // A refused answer does not use up its key: the same client may try again under it.
        var kept = ruling == Ruling.INVALID ? answer.withoutKey() : answer;
        store.record(new Received(ids.next(), request.requestId(), kept, ruling, now));
    }

    /**
     * Notes how far a question got on a channel; the caller holds its session. Once sent is sent: with several addresses
     * on one channel, a later failure does not hide that.
     */
    public void delivered(String requestId, String channel, String status) {
        transactions.write(() -> {
            var channels = present(requestId).channels().stream()
                    .map(known ->
                            known.channel().equals(channel) && !known.status().equals("sent")
                                    ? new ChannelStatus(channel, status)
                                    : known)
                    .toList();
            store.setChannels(requestId, channels);
        });
    }

    /** Expires what is due, at most {@code batch} at once: less than that means nothing more was to be had. */
    public List<FeedbackRequest> expire(Instant now, int batch) {
        return transactions.write(() -> store.expire(now, batch));
    }

    /** Withdraws a question that is still open. */
    public boolean cancel(String requestId, Instant now) {
        return transactions.write(() -> store.cancel(requestId, now));
    }

    /** Withdraws all questions of a session that are still open; what is due is left to expire. */
    public List<FeedbackRequest> cancelOfSession(String sessionId, Instant now) {
        return transactions.write(() -> store.cancelOfSession(sessionId, now));
    }

    public Optional<FeedbackRequest> find(String requestId) {
        return store.find(requestId);
    }

    /** Newest first. */
    public Page<FeedbackRequest> ofSession(String sessionId, Optional<FeedbackStatus> status, Page.Request page) {
        return page(store.ofSession(sessionId, status, oneMore(page)), page);
    }

    /** What waits for a user, over all sessions, newest first. */
    public Page<FeedbackRequest> pendingFor(String userId, Page.Request page) {
        return page(store.ofUser(userId, FeedbackStatus.PENDING, oneMore(page)), page);
    }

    /** Every answer that arrived, in order. */
    public List<Received> audit(String requestId) {
        return store.received(requestId);
    }

    private static Page.Request oneMore(Page.Request page) {
        return new Page.Request(page.limit() + 1, page.cursor());
    }

    private static Page<FeedbackRequest> page(List<FeedbackRequest> oneMore, Page.Request page) {
        return Page.of(oneMore, page.limit(), FeedbackRequest::requestId);
    }

    private FeedbackRequest present(String requestId) {
        return store.find(requestId)
                .orElseThrow(
                        () -> new ParleyException(ErrorCode.FEEDBACK_NOT_FOUND, "There is no such feedback request."));
    }
}
