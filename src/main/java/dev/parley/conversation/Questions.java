package dev.parley.conversation;

import dev.parley.agent.AgentState;
import dev.parley.agent.Question;
import dev.parley.core.Json;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.FeedbackType;
import dev.parley.feedback.NewQuestion;
import dev.parley.feedback.Panel;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Asks people on behalf of the agent. Whom, and on which channels, is decided here, never by the model. */
@ApplicationScoped
class Questions {

    /** Questions of a session that may wait for answers at a time. */
    static final int MOST_OPEN = 20;

    private final FeedbackService feedback;
    private final StateLog states;
    private final Panels panels;
    private final Outreach outreach;
    private final Clock clock;

    Questions(FeedbackService feedback, StateLog states, Panels panels, Outreach outreach, Clock clock) {
        this.feedback = feedback;
        this.states = states;
        this.panels = panels;
        this.outreach = outreach;
        this.clock = clock;
    }

    /** Stores the question and that the agent waits for it; the event tells of it. */
    SessionEvent.Draft ask(ChatSession held, Turn turn, Question question) {
        var options = question.options().stream()
                .map(option -> new FeedbackRequest.Option(option.id(), option.label()))
                .toList();
        var panel = panels.of(held, question.kind());
        var steps = outreach.plan(held, panel);
        return ask(
                held,
                steps,
                new NewQuestion(
                        held.sessionId(),
                        held.userId(),
                        turn.messageId(),
                        turn.streamed(),
                        FeedbackType.valueOf(question.kind().name()),
                        question.prompt(),
                        options,
                        question.responseSchema(),
                        Outreach.channels(held, steps),
                        panel));
    }

    /** Whether one more would be too many for those who are asked: an agent must not flood people. */
    boolean tooMany(ChatSession held) {
        return states.of(held).pending().size() >= MOST_OPEN;
    }

    /** Asks others what nobody answered. */
    SessionEvent.Draft askAgain(ChatSession held, FeedbackRequest expired, Panel panel) {
        var steps = outreach.plan(held, panel);
        return ask(
                held,
                steps,
                new NewQuestion(
                        held.sessionId(),
                        held.userId(),
                        expired.messageId(),
                        expired.streamed(),
                        expired.type(),
                        expired.prompt(),
                        expired.options(),
                        expired.responseSchema(),
                        Outreach.channels(held, steps),
                        panel));
    }

    private SessionEvent.Draft ask(ChatSession held, List<Outreach.Step> steps, NewQuestion question) {
        var request = feedback.ask(question, clock.instant());
        outreach.send(steps, request);
        boolean clarification = request.type() == FeedbackType.CLARIFICATION;
        var state = states.of(held);
        var pending = new ArrayList<>(state.pending());
        pending.add(new AgentState.Pending(clarification ? "clarify" : "request_feedback", request.requestId()));
        states.keep(state.waitingFor(pending, clock.instant()));
        return event(clarification ? "clarification_requested" : "feedback_requested", request);
    }

    /** Notes that the agent no longer waits for these, and that nobody is to be asked them any more; answers its state. */
    AgentState settle(ChatSession held, List<FeedbackRequest> settled) {
        var state = states.of(held);
        var ids = settled.stream().map(FeedbackRequest::requestId).toList();
        var rest = state.pending().stream()
                .filter(pending -> !ids.contains(pending.requestId()))
                .toList();
        var settledState = state.waitingFor(rest, clock.instant());
        states.keep(settledState);
        settled.forEach(outreach::close);
        return settledState;
    }

    static SessionEvent.Draft event(String type, FeedbackRequest request) {
        return new SessionEvent.Draft(type, Json.write(Views.of(request)));
    }
}
