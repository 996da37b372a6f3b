package dev.parley.conversation;

import dev.parley.agent.AgentConfig;
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
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts together what the agent is told for a turn: what was said, what people decided, and the new input. */
@ApplicationScoped
class Briefing {

    private static final int PAGE = 20;
    private static final int DECISIONS = 50;

    private final Transactions transactions;
    private final MessageStore messages;
    private final FeedbackService feedback;
    private final AgentConfig agent;

    Briefing(Transactions transactions, MessageStore messages, FeedbackService feedback, AgentConfig agent) {
        this.transactions = transactions;
        this.messages = messages;
        this.feedback = feedback;
        this.agent = agent;
    }

    private record Said(Instant at, AgentTurn.Line line) {}

    AgentTurn of(Turn turn, Optional<Context> loop) {
        return transactions.read(() -> {
            var newest = messages.latest(turn.sessionId(), Long.MAX_VALUE, PAGE);
            var question = newest.stream()
                    .filter(message -> message.messageId().equals(turn.messageId()))
                    .findFirst()
                    .or(() -> messages.find(turn.sessionId(), turn.messageId()));
            var said = recent(turn, newest, question.map(Message::seq).orElse(Long.MAX_VALUE));
            decisions(turn, said);
            var input = turn.requestId().isPresent()
                    ? turn.requestId().flatMap(feedback::find).map(request -> answer(request)
                            .text(turn.turnId()))
                    : question.map(Message::content);
            return new AgentTurn(turn.turnId(), turn.sessionId(), lines(said), input.orElse(""), loop);
        });
    }

    /** Goes back from the newest message, no further than what the model can be told. */
    private List<Said> recent(Turn turn, List<Message> newest, long asked) {
        var said = new ArrayList<Said>();
        long characters = 0;
        for (var page = newest;
                ;
                page = messages.latest(turn.sessionId(), page.getFirst().seq(), PAGE)) {
            for (var message : page.reversed()) {
                // The question itself is the input; a later message of the user is still in the line.
                boolean own = message.messageId().equals(turn.messageId())
                        && turn.requestId().isEmpty();
                if (!own && (message.role() != Message.Role.USER || message.seq() <= asked)) {
                    said.add(new Said(message.createdAt(), line(message)));
                    characters += message.content().length();
                }
            }
            if (page.size() < PAGE || characters >= agent.contextCharacters()) {
                Collections.reverse(said);
                return said;
            }
        }
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
