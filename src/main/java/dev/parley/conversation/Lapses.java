package dev.parley.conversation;

import dev.parley.conversation.Resolutions.Resolved;
import dev.parley.core.Transactions;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.FeedbackType;
import dev.parley.feedback.PolicyConfig;
import dev.parley.feedback.Reception;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Brings questions that nobody answered in time to the end that the policy wants. Silence is never a refusal. */
@ApplicationScoped
class Lapses {

    private static final String EXPIRED = "feedback_expired";

    private final Transactions transactions;
    private final SessionService sessions;
    private final FeedbackService feedback;
    private final Reception reception;
    private final Resolutions resolutions;
    private final Questions questions;
    private final Outreach outreach;
    private final Panels panels;
    private final PolicyConfig policy;
    private final Clock clock;

    Lapses(
            Transactions transactions,
            SessionService sessions,
            FeedbackService feedback,
            Reception reception,
            Resolutions resolutions,
            Questions questions,
            Outreach outreach,
            Panels panels,
            PolicyConfig policy,
            Clock clock) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.feedback = feedback;
        this.reception = reception;
        this.resolutions = resolutions;
        this.questions = questions;
        this.outreach = outreach;
        this.panels = panels;
        this.policy = policy;
        this.clock = clock;
    }

    /** Expires a batch of what is due; each session hears of it. */
    List<Resolved> expire(int batch) {
        return transactions.write(() -> feedback.expire(clock.instant(), batch).stream()
                .map(this::expired)
                .toList());
    }

    private Resolved expired(FeedbackRequest request) {
        return sessions.held(request.sessionId())
                .filter(session -> !session.ended())
                .map(session -> expired(session, request))
                .orElseGet(() -> {
                    outreach.close(request);
                    return new Resolved(request, List.of(), Optional.empty());
                });
    }

    private Resolved expired(ChatSession session, FeedbackRequest request) {
        return switch (policy.onExpire()) {
            case RESUME -> resolutions.proceed(session, request, EXPIRED);
            case DEFAULT_ACTION -> {
                var decided = policy.defaultAction()
                        .map(action -> feedback.byDefault(request, action, clock.instant()))
                        .orElse(request);
                yield resolutions.proceed(session, decided, EXPIRED);
            }
            case ESCALATE ->
                secondRound(session, request).orElseGet(() -> resolutions.proceed(session, request, EXPIRED));
            case CANCEL -> {
                var settled = questions.settle(session, List.of(request));
                var told = List.of(Questions.event(EXPIRED, request), Events.status(settled));
                yield new Resolved(request, sessions.append(session, told), Optional.empty());
            }
        };
    }

    /** Asks others the same, once: the owner of the session is not among them, which tells the rounds apart. */
    private Optional<Resolved> secondRound(ChatSession session, FeedbackRequest request) {
        boolean first = reception.admits(request.requestId(), session.userId(), clock.instant());
        if (!first || request.type() == FeedbackType.CLARIFICATION) {
            return Optional.empty();
        }
        return panels.secondRound(session).map(panel -> {
            questions.settle(session, List.of(request));
            var told = List.of(Questions.event(EXPIRED, request), questions.askAgain(session, request, panel));
            return new Resolved(request, sessions.append(session, told), Optional.empty());
        });
    }
}
