package dev.parley.feedback;

import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.feedback.FeedbackRequest.ChannelStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks people, and brings what nobody answered to its end.
 *
 * <p>Each call is a transaction, or part of the caller's. A caller that holds a session in the same transaction must hold
 * it first: whoever takes the two the other way round may wait for each other.
 */
@ApplicationScoped
public class FeedbackService {

    /** Who decides, and where, when nobody did. */
    public static final String POLICY = "policy";

    private final FeedbackStore store;
    private final Audit audit;
    private final PanelStore panels;
    private final Transactions transactions;
    private final Ids ids;
    private final FeedbackConfig config;

    public FeedbackService(
            FeedbackStore store,
            PanelStore panels,
            Audit audit,
            Transactions transactions,
            Ids ids,
            FeedbackConfig config) {
        this.store = store;
        this.audit = audit;
        this.panels = panels;
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
                question.channels().stream().map(ChannelStatus::asked).toList(),
                now,
                now.plus(config.timeout()),
                Optional.empty(),
                question.panel().needed());
        transactions.write(() -> {
            store.add(request);
            panels.allow(request.requestId(), question.panel().responders());
            audit.asked(request);
        });
        return request;
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
        return transactions.write(() -> ended(store.expire(now, batch), now));
    }

    /** Withdraws all questions of a session that are still open; what is due is left to expire. */
    public List<FeedbackRequest> cancelOfSession(String sessionId, Instant now) {
        return transactions.write(() -> ended(store.cancelOfSession(sessionId, now), now));
    }

    private List<FeedbackRequest> ended(List<FeedbackRequest> requests, Instant now) {
        requests.forEach(request -> audit.ended(request, now));
        return requests;
    }

    public Optional<FeedbackRequest> find(String requestId) {
        return store.find(requestId);
    }

    /** Newest first. */
    public Page<FeedbackRequest> ofSession(
            String sessionId, Optional<FeedbackStatus> status, Instant now, Page.Request page) {
        return Page.read(page, more -> store.ofSession(sessionId, status, now, more), FeedbackRequest::requestId);
    }

    /** What waits for a user, over all sessions where they may answer, newest first. */
    public Page<FeedbackRequest> pendingFor(String userId, Instant now, Page.Request page) {
        return Page.read(page, more -> store.pendingFor(userId, now, more), FeedbackRequest::requestId);
    }

    /**
     * Lets a question that nobody answered have the outcome that the policy names, where that is a way to answer it.
     *
     * @return the question, as it is now
     */
    public FeedbackRequest byDefault(FeedbackRequest expired, String action, Instant now) {
        boolean fits =
                switch (expired.type()) {
                    case APPROVAL -> action.equals("approve");
                    case CHOICE ->
                        expired.options().stream()
                                .anyMatch(option -> option.id().equals(action));
                    case FORM, TEXT, CLARIFICATION -> false;
                };
        if (!fits) {
            return expired;
        }
        var outcome = new Outcome(Optional.of(action), Optional.empty(), Optional.empty(), POLICY, POLICY, now);
        return transactions.write(() -> {
            var decided = store.decideExpired(expired.requestId(), outcome);
            audit.defaulted(decided, now);
            return decided;
        });
    }

    private FeedbackRequest present(String requestId) {
        return store.find(requestId).orElseThrow(FeedbackService::unknown);
    }

    /** {@code feedback_not_found}, for who asks for a question that is none of theirs, too. */
    public static ParleyException unknown() {
        return new ParleyException(ErrorCode.FEEDBACK_NOT_FOUND, "There is no such feedback request.");
    }
}
