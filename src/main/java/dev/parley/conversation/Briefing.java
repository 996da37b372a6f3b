package dev.parley.conversation;

import dev.parley.agent.AgentConfig;
import dev.parley.agent.AgentTurn;
import dev.parley.agent.PersonsAnswer;
import dev.parley.agent.Question;
import dev.parley.core.Page;
import dev.parley.core.Transactions;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.Outcome;
import dev.parley.session.Message;
import dev.parley.session.MessageStore;
import dev.parley.session.MessageStore.Said;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts together what the agent is told for a turn: what was said, what was asked and decided, and the new input. */
@ApplicationScoped
class Briefing {

    private static final int QUESTIONS = 50;

    private final Transactions transactions;
    private final MessageStore messages;
    private final FeedbackService feedback;
    private final AgentConfig agent;
    private final Clock clock;

    Briefing(
            Transactions transactions,
            MessageStore messages,
            FeedbackService feedback,
            AgentConfig agent,
            Clock clock) {
        this.transactions = transactions;
        this.messages = messages;
        this.feedback = feedback;
        this.agent = agent;
        this.clock = clock;
    }

    private record Told(Instant at, AgentTurn.Line line) {}

    /** @param said the message, where it is at hand; it may still be on its way to the store */
    AgentTurn of(Turn turn, Optional<Message> said, Asker asker) {
        return transactions.read(() -> {
            var told = past(turn);
            questions(turn, told);
            var input = turn.requestId()
                    .map(id -> feedback.find(id).map(request -> answer(request).text(turn.turnId())))
                    .orElseGet(() -> said.or(() -> messages.find(turn.sessionId(), turn.messageId()))
                            .map(Message::content));
            return new AgentTurn(
                    turn.turnId(),
                    turn.sessionId(),
                    lines(told),
                    input.orElse(""),
                    asker.listener().flatMap(Listener::loop));
        });
    }

    /** What was said before. The message itself is the input, unless the turn goes on with an answer to a question. */
    private List<Told> past(Turn turn) {
        var before = messages.latest(turn.sessionId(), agent.contextMessages() + 1).stream()
                .filter(said ->
                        turn.requestId().isPresent() || !said.messageId().equals(turn.messageId()))
                .map(said -> new Told(said.at(), line(said)))
                .toList();
        return new ArrayList<>(before.subList(Math.max(0, before.size() - agent.contextMessages()), before.size()));
    }

    /** What was asked, and what came of it; so that the model knows what it waits for, and does not ask again. */
    private void questions(Turn turn, List<Told> told) {
        feedback
                .ofSession(
                        turn.sessionId(),
                        Optional.empty(),
                        clock.instant(),
                        new Page.Request(QUESTIONS, Optional.empty()))
                .items()
                .stream()
                .filter(request -> turn.requestId().stream().noneMatch(request.requestId()::equals))
                .forEach(request -> told.add(told(request)));
    }

    private static Told told(FeedbackRequest request) {
        var at = request.outcome().map(Outcome::at).orElse(request.createdAt());
        var note =
                switch (request.status()) {
                    case RESOLVED, EXPIRED -> answer(request).note();
                    case PENDING -> answer(request).open();
                    case CANCELLED -> answer(request).withdrawn();
                };
        return new Told(at, new AgentTurn.Line(AgentTurn.Role.SYSTEM, note));
    }

    private static List<AgentTurn.Line> lines(List<Told> told) {
        return told.stream()
                .sorted(Comparator.comparing(Told::at))
                .map(Told::line)
                .filter(line -> !line.content().isBlank())
                .toList();
    }

    private static AgentTurn.Line line(Said said) {
        var role =
                switch (said.role()) {
                    case USER -> AgentTurn.Role.USER;
                    case ASSISTANT -> AgentTurn.Role.ASSISTANT;
                    case SYSTEM -> AgentTurn.Role.SYSTEM;
                };
        return new AgentTurn.Line(role, said.content());
    }

    private static PersonsAnswer answer(FeedbackRequest request) {
        return new PersonsAnswer(
                Question.Kind.valueOf(request.type().name()),
                request.prompt(),
                request.outcome().map(outcome -> new PersonsAnswer.Given(outcome.responder(), text(outcome))));
    }

    private static String text(Outcome outcome) {
        return outcome.values()
                .map(Object::toString)
                .or(outcome::action)
                .or(outcome::content)
                .orElse("");
    }

    static Question clarification(String question) {
        return new Question(Question.Kind.CLARIFICATION, question, List.of(), Optional.empty());
    }
}
