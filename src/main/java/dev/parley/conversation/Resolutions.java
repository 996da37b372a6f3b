package dev.parley.conversation;

import dev.parley.agent.AgentStatus;
import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.Reception;
import dev.parley.feedback.Verdict;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings questions to their end: answered, expired or withdrawn. The first two let the agent go on. */
@ApplicationScoped
class Resolutions {

    private final Transactions transactions;
    private final SessionService sessions;
    private final FeedbackService feedback;
    private final Reception reception;
    private final Questions questions;
    private final TurnStore turns;
    private final TurnLog log;
    private final QuestionMeters meters;
    private final Ids ids;
    private final Clock clock;

    Resolutions(
            Transactions transactions,
            SessionService sessions,
            FeedbackService feedback,
            Reception reception,
            Questions questions,
            TurnStore turns,
            TurnLog log,
            QuestionMeters meters,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.feedback = feedback;
        this.reception = reception;
        this.questions = questions;
        this.turns = turns;
        this.log = log;
        this.meters = meters;
        this.ids = ids;
        this.clock = clock;
    }

    /** A question that came to its end, what is told of it, and the turn that runs at once because of it. */
    record Resolved(FeedbackRequest request, List<SessionEvent> events, Optional<Turn> turn) {}

    /** The question, if this user may answer it; any other is as if it did not exist. */
    FeedbackRequest answerable(String userId, String requestId) {
        return feedback.find(requestId)
                .filter(request -> reception.admits(requestId, userId, clock.instant()))
                .orElseThrow(FeedbackService::unknown);
    }

    /** @param seen a question that the responder may answer, as it was a moment ago */
    Resolved answer(FeedbackRequest seen, Answer answer) {
        // What an attempt leaves for the audit is committed before its refusal is thrown.
        record Tried(Verdict verdict, Resolved resolved) {}
        var tried = transactions.write(() -> {
            var session = sessions.held(seen.sessionId()).orElseThrow();
            var verdict = reception.take(seen, answer, clock.instant());
            var resolved =
                    switch (verdict) {
                        case Verdict.Won(var request) -> proceed(session, request, "feedback_resolved");
                        case Verdict.Counted(var request) -> counted(session, request, answer);
                        case Verdict.Repeated(var request) -> nothingNew(request);
                        case Verdict.Lost(var request) -> nothingNew(request);
                        case Verdict.Late(var request) -> nothingNew(request);
                        case Verdict.Cancelled(var request) -> nothingNew(request);
                        case Verdict.Invalid(var request, var refusal) -> nothingNew(request);
                    };
            return new Tried(verdict, resolved);
        });
        return switch (tried.verdict()) {
            case Verdict.Won(var request) -> {
                meters.answered(request);
                yield tried.resolved();
            }
            case Verdict.Counted counted -> tried.resolved();
            case Verdict.Repeated repeated -> tried.resolved();
            case Verdict.Lost(var request) ->
                throw new ParleyException(ErrorCode.FEEDBACK_ALREADY_RESOLVED, "Another answer was first.")
                        .with(Map.of("outcome", Views.of(request).outcome().orElseThrow()));
            case Verdict.Late late ->
                throw new ParleyException(ErrorCode.FEEDBACK_EXPIRED, "The time to answer is over.");
            case Verdict.Cancelled cancelled ->
                throw new ParleyException(ErrorCode.FEEDBACK_EXPIRED, "The question was withdrawn.");
            case Verdict.Invalid(var request, var refusal) -> throw refusal;
        };
    }

    private static Resolved nothingNew(FeedbackRequest request) {
        return new Resolved(request, List.of(), Optional.empty());
    }

    /** Those who follow are told that somebody has answered, and not what. */
    private Resolved counted(ChatSession session, FeedbackRequest request, Answer answer) {
        var told = new ServerMessage.ChannelDelivery(request.requestId(), answer.channel(), "answered", 1);
        return new Resolved(request, sessions.append(session, List.of(Events.of(told))), Optional.empty());
    }

    /** The agent goes on with what became of its question; in the transaction that holds the session. */
    Resolved proceed(ChatSession session, FeedbackRequest request, String event) {
        var drafts = new ArrayList<SessionEvent.Draft>();
        drafts.add(Questions.event(event, request));
        var settled = questions.settle(session, List.of(request));
        var turn = new Turn(
                ids.next(),
                session.sessionId(),
                request.messageId(),
                ids.next(),
                Optional.of(request.requestId()),
                request.streamed(),
                false);
        var placed = log.place(session, turns.line(session.sessionId()), turn, false);
        placed.thinking()
                // A session that is paused, or a server that drains, lets the turn wait.
                .or(() -> Optional.of(settled)
                        .filter(state -> state.status() == AgentStatus.IDLE)
                        .map(Events::status))
                .ifPresent(drafts::add);
        var events = sessions.append(session, drafts);
        return new Resolved(request, events, placed.position() == 0 ? Optional.of(turn) : Optional.empty());
    }

    /** Leaves a session that has ended by itself with nothing open, in the same transaction; answers what waited in its line. */
    List<Turn> abandon(String sessionId) {
        var cleared = turns.clear(sessionId);
        var withdrawn = feedback.cancelOfSession(sessionId, clock.instant());
        if (!withdrawn.isEmpty()) {
            sessions.held(sessionId).ifPresent(session -> questions.settle(session, withdrawn));
        }
        return cleared;
    }

    /** Withdraws what is open in a held session; the events say that nothing is waited for any more. */
    List<SessionEvent.Draft> withdraw(ChatSession held) {
        var withdrawn = feedback.cancelOfSession(held.sessionId(), clock.instant());
        if (withdrawn.isEmpty()) {
            return List.of();
        }
        var drafts = new ArrayList<SessionEvent.Draft>();
        withdrawn.forEach(request -> drafts.add(Questions.event("feedback_resolved", request)));
        drafts.add(Events.status(questions.settle(held, withdrawn)));
        return drafts;
    }
}
