package dev.parley.feedback;

import dev.parley.core.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps questions. A question leaves {@code pending} by one conditional statement, so only once. */
public interface FeedbackStore {

    void add(FeedbackRequest request);

    Optional<FeedbackRequest> find(String requestId);

    /** As they stand at that time. Newest first; the cursor is the last request's id. */
    List<FeedbackRequest> ofSession(String sessionId, Optional<FeedbackStatus> status, Instant now, Page.Request page);

    /** What is pending and may be answered by a user at that time. Newest first; the cursor is the last request's id. */
    List<FeedbackRequest> pendingFor(String userId, Instant now, Page.Request page);

    /** The request, held against other changes until the transaction ends. */
    Optional<FeedbackRequest> hold(String requestId);

    /** Resolves the request, if it is pending and expires after the outcome's instant; answers it then. */
    Optional<FeedbackRequest> resolve(String requestId, Outcome outcome);

    /**
     * Expires at most {@code batch} pending requests that are due, and answers those. Their sessions are held as well;
     * what another transaction holds is passed over, so that this one never waits while it holds something.
     */
    List<FeedbackRequest> expire(Instant now, int batch);

    /** Gives an expired request its outcome; answers it then. */
    FeedbackRequest decideExpired(String requestId, Outcome outcome);

    /** Sets how far a question got on each channel, in a transaction that holds its session. */
    void setChannels(String requestId, List<FeedbackRequest.ChannelStatus> channels);

    /** Cancels the session's requests that are pending and not due; answers those. */
    List<FeedbackRequest> cancelOfSession(String sessionId, Instant now);
}
