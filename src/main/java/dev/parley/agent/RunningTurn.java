package dev.parley.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.output.TokenUsage;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One turn under way: what the model remembers of the conversation, the question it asked, and its call.
 *
 * <p>It is the memory and the id of the memory in one, so that nothing has to be looked up, and nothing is kept.
 */
final class RunningTurn implements ChatMemory {

    /** Tells a model for which turn it is called: the AI service hands it nothing but the messages. */
    private static final ThreadLocal<@Nullable RunningTurn> CURRENT = new ThreadLocal<>();

    private final AgentTurn turn;
    private final Context loop;
    private final List<ChatMessage> messages;
    private volatile AgentCall call = () -> {};
    private @Nullable Question question;
    private @Nullable Usage usage;
    private boolean cut;

    RunningTurn(AgentTurn turn, Context loop, int contextTokens) {
        this.turn = turn;
        this.loop = loop;
        this.messages = remembered(turn, contextTokens);
    }

    /** The newest lines that fit beside the input, oldest first. */
    private static List<ChatMessage> remembered(AgentTurn turn, int contextTokens) {
        var fitting = new LinkedList<ChatMessage>();
        long room = AgentTurn.characters(contextTokens) - turn.input().length();
        for (AgentTurn.Line line : turn.history().reversed()) {
            room -= line.content().length();
            if (room < 0) {
                break;
            }
            if (!line.content().isBlank()) { // a cancelled answer may be; models refuse it
                fitting.addFirst(message(turn, line));
            }
        }
        return new ArrayList<>(fitting);
    }

    private static ChatMessage message(AgentTurn turn, AgentTurn.Line line) {
        return switch (line.role()) {
            case USER -> UserMessage.from(line.content());
            case ASSISTANT -> AiMessage.from(line.content());
            case SYSTEM ->
                UserMessage.from("<note " + turn.turnId() + ">\n" + line.content() + "\n</note " + turn.turnId() + ">");
        };
    }

    /** Runs what calls a model, so that the model finds this turn. */
    <T> T around(Supplier<T> calling) {
        CURRENT.set(this);
        try {
            return calling.get();
        } finally {
            CURRENT.remove();
        }
    }

    static RunningTurn current() {
        var running = CURRENT.get();
        if (running == null) {
            throw new IllegalStateException("a model was called outside of a turn");
        }
        return running;
    }

    AgentTurn turn() {
        return turn;
    }

    Context loop() {
        return loop;
    }

    /** Notes the question; a turn asks one, so the first stands. */
    void ask(Question asked) {
        if (question == null) {
            question = asked;
        }
    }

    Optional<Question> question() {
        return Optional.ofNullable(question);
    }

    /** Adds what a call to the model cost. */
    void counted(@Nullable TokenUsage tokens) {
        if (tokens != null && tokens.inputTokenCount() != null && tokens.outputTokenCount() != null) {
            var before = usage == null ? new Usage(0, 0) : usage;
            usage = new Usage(
                    before.inputTokens() + tokens.inputTokenCount(), before.outputTokens() + tokens.outputTokenCount());
        }
    }

    Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    /** Notes that a whole answer was cut at the model's limit. */
    void cutAtLimit() {
        cut = true;
    }

    boolean cut() {
        return cut;
    }

    void calls(AgentCall upstream) {
        call = upstream;
    }

    void hangUp() {
        call.cancel();
    }

    @Override
    public Object id() {
        return this;
    }

    @Override
    public void add(ChatMessage message) {
        messages.add(message);
    }

    @Override
    public List<ChatMessage> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void clear() {
        messages.clear();
    }
}
