package dev.parley.conversation;

import dev.parley.agent.AgentTurn;
import dev.parley.agent.PersonsAnswer;
import dev.parley.agent.Question;
import dev.parley.core.Page;
import dev.parley.core.Transactions;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.Outcome;
import dev.parley.session.Message;
import dev.parley.session.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts together what the agent is told for a turn: what was said, what people decided, and the new input. */
@ApplicationScoped
class Briefing {

    private static final int MESSAGES = 200;
    private static final int DECISIONS = 50;

    private final Transactions transactions;
    private final MessageStore messages;
    private final FeedbackService feedback;

    Briefing(Transactions transactions, MessageStore messages, FeedbackService feedback) {
        this.transactions = transactions;
        this.messages = messages;
        this.feedback = feedback;
    }

    private record Said(Instant at, AgentTurn.Line line) {}

    AgentTurn of(Turn turn) {
        return transactions.read(() -> {
            var said = new ArrayList<Said>();
            var input = new String[] {""};
            var latest = messages.latest(turn.sessionId(), Long.MAX_VALUE, MESSAGES);
            long asked = messages.find(turn.sessionId(), turn.messageId())
                    .map(Message::seq)
                    .orElse(Long.MAX_VALUE);
            for (var message : latest) {
                boolean own = message.messageId().equals(turn.messageId());
                if (own && turn.requestId().isEmpty()) {
                    input[0] = message.content();
                } else if (message.role() != Message.Role.USER || message.seq() <= asked) {
                    // A later message of the user is still in the line: its turn will come.
                    said.add(new Said(message.createdAt(), line(message)));
                }
            }
            decisions(turn, said);
            turn.requestId()
                    .flatMap(feedback::find)
                    .ifPresent(request -> input[0] = answer(request).text(turn.turnId()));
            return new AgentTurn(turn.turnId(), turn.sessionId(), lines(said), input[0], Optional.empty());
        });
    }

    private void decisions(Turn turn, List<Said> said) {
        feedback
                .ofSession(
                        turn.sessionId(),
                        Optional.of(FeedbackStatus.RESOLVED),
                        new Page.Request(DECISIONS, Optional.empty()))
                .items()
                .stream()
                .filter(request -> turn.requestId().stream().noneMatch(request.requestId()::equals))
                .forEach(request -> request.outcome()
                        .ifPresent(outcome -> said.add(new Said(outcome.at(), decision(request, outcome)))));
    }

    private static List<AgentTurn.Line> lines(List<Said> said) {
        return said.stream()
                .sorted(Comparator.comparing(Said::at))
                .map(Said::line)
                .filter(line -> !line.content().isBlank())
                .toList();
    }

    private static AgentTurn.Line line(Message message) {
        var role =
                switch (message.role()) {
                    case USER -> AgentTurn.Role.USER;
                    case ASSISTANT -> AgentTurn.Role.ASSISTANT;
                    case SYSTEM -> AgentTurn.Role.SYSTEM;
                };
        return new AgentTurn.Line(role, message.content());
    }

    private static AgentTurn.Line decision(FeedbackRequest request, Outcome outcome) {
        return new AgentTurn.Line(
                AgentTurn.Role.SYSTEM,
                "Asked: " + request.prompt() + "\nAnswered by " + outcome.responder() + ": " + text(outcome));
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
