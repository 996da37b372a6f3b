package dev.parley.agent;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** The agent, as the rest of the program knows it. */
@ApplicationScoped
public class AgentService {

    private final ChatAgent agent;
    private final Models models;
    private final AgentConfig config;
    private final Vertx vertx;
    private final ModelTrace trace;

    AgentService(ChatAgent agent, Models models, AgentConfig config, Vertx vertx, ModelTrace trace) {
        this.agent = agent;
        this.models = models;
        this.config = config;
        this.vertx = vertx;
        this.trace = trace;
    }

    /**
     * Which agent answers. Nothing in it is secret.
     *
     * @param agent {@code openai} or {@code demo}
     * @param host of the model's endpoint; empty for the demo
     */
    public record Description(String agent, String model, Optional<String> host) {}

    public Description describe() {
        return models.endpoint()
                .map(endpoint -> new Description("openai", config.openai().model(), Optional.of(endpoint.host())))
                .orElseGet(() -> new Description("demo", "demo", Optional.empty()));
    }

    /** Whether the endpoint answered the last time it was asked, or was not asked yet. Calls nobody. */
    public boolean reachable() {
        return models.endpoint().map(OpenAiEndpoint::reached).orElse(true);
    }

    /** Begins to stream an answer, and returns at once. */
    public AgentCall stream(AgentTurn turn, AnswerListener listener) {
        var running = running(turn);
        var answer =
                new StreamedAnswer(running, listener, trace.begin(describe()), () -> agent.evictChatMemory(running));
        try {
            running.around(() -> {
                agent.stream(running, turn.turnId(), source(turn), turn.input())
                        .onPartialResponse(answer::partial)
                        .onCompleteResponse(answer::complete)
                        .onError(answer::failed)
                        .start();
                return answer;
            });
        } catch (RuntimeException e) {
            running.loop().runOnContext(on -> answer.failed(e));
        }
        return answer;
    }

    /**
     * Gives one whole answer to a message. Blocks, so it wants a virtual thread; interrupting that closes the call.
     * Trouble with the model is {@link AgentAction.Fail}, never an exception.
     */
    public WholeAnswer whole(AgentTurn turn) {
        return decided(turn, running -> agent.processUserMessage(running, turn.turnId(), source(turn), turn.input()));
    }

    /** Decides how to go on after a person answered, or nobody did: the input is {@link PersonsAnswer}. As {@link #whole}. */
    public WholeAnswer next(AgentTurn turn) {
        return decided(turn, running -> agent.determineNextAction(running, turn.turnId(), source(turn), turn.input()));
    }

    private WholeAnswer decided(AgentTurn turn, Function<RunningTurn, Reply> decide) {
        var running = running(turn);
        var call = trace.begin(describe());
        try {
            var action = running.around(() -> action(running, decide.apply(running)));
            call.complete(running.usage());
            return new WholeAnswer(action, running.cut(), running.usage());
        } catch (RuntimeException e) {
            var failure = call.failed(turn, e);
            return new WholeAnswer(new AgentAction.Fail(failure.code(), failure.message()), false, running.usage());
        } finally {
            agent.evictChatMemory(running);
        }
    }

    private AgentAction action(RunningTurn running, Reply reply) {
        return switch (reply.kind()) {
            case RESPOND -> new AgentAction.Respond(reply.content());
            case CLARIFY -> new AgentAction.Clarify(reply.content());
            case THINK -> new AgentAction.Think(reply.content());
            case REQUEST_FEEDBACK -> {
                String turnId = running.turn().turnId();
                var asking = agent.generateFeedbackRequest(running, turnId, "subject", reply.content());
                yield new AgentAction.RequestFeedback(asking.toQuestion());
            }
        };
    }

    private RunningTurn running(AgentTurn turn) {
        Context loop = turn.loop().orElseGet(vertx::getOrCreateContext);
        return new RunningTurn(turn, loop, config.contextTokens());
    }

    private static String source(AgentTurn turn) {
        return PersonsAnswer.in(turn).isPresent() ? "answer" : "message";
    }
}
