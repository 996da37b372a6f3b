package dev.parley.conversation;

import dev.parley.agent.AgentTurn;
import dev.parley.agent.Question;
import dev.parley.agent.Usage;
import dev.parley.core.ErrorCode;
import dev.parley.protocol.ServerMessage;
import java.util.Optional;

/**
 * How a turn came to its end.
 *
 * @param content the whole text
 * @param finish {@code complete}, {@code length}, {@code cancelled}, {@code superseded}, {@code waiting_feedback} or {@code error}
 * @param action what the agent did: {@code respond}, {@code clarify}, {@code think}, {@code request_feedback}, {@code error}
 * @param question what the agent asks a person
 * @param failure why it failed, where it did
 * @param tokens what the model took, as it counted; or else as it is guessed
 */
record Result(
        String content,
        String finish,
        String action,
        Optional<Usage> usage,
        Optional<Question> question,
        Optional<Failure> failure,
        long tokens) {

    record Failure(ErrorCode code, String message) {
        ServerMessage.Failure shown() {
            return new ServerMessage.Failure(code.wire(), message);
        }
    }

    static Result stopped(String content, String finish) {
        return new Result(content, finish, "respond", Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    static Result failed(String content, ErrorCode code, String message, Optional<Usage> usage) {
        var failure = Optional.of(new Failure(code, message));
        return new Result(content, "error", "error", usage, Optional.empty(), failure, counted(usage));
    }

    static Result asked(String content, Question question, Optional<Usage> usage) {
        var action = question.kind() == Question.Kind.CLARIFICATION ? "clarify" : "request_feedback";
        return new Result(
                content, "waiting_feedback", action, usage, Optional.of(question), Optional.empty(), counted(usage));
    }

    static Result answered(String content, String finish, String action, Optional<Usage> usage) {
        return new Result(content, finish, action, usage, Optional.empty(), Optional.empty(), counted(usage));
    }

    private static long counted(Optional<Usage> usage) {
        return usage.map(used -> (long) used.inputTokens() + used.outputTokens())
                .orElse(0L);
    }

    /**
     * The same, where nobody counted, by the length of what was read and written: a cancelled answer was paid for, too. One
     * that failed before it said anything was not.
     */
    Result guessing(long read) {
        return tokens > 0 || failure.isPresent() && content.isEmpty()
                ? this
                : new Result(
                        content, finish, action, usage, question, failure, read + AgentTurn.tokens(content.length()));
    }

    /** The same without its question: nobody is left to go on with the answer. */
    Result pointless() {
        return new Result(content, "cancelled", "respond", usage, Optional.empty(), failure, tokens);
    }

    /** The same without its question, for which the session has too many open. */
    Result unasked() {
        var failure = new Failure(
                ErrorCode.BUSY,
                "At most " + Questions.MOST_OPEN + " questions of a session can wait for their answers.");
        return new Result(content, "error", "error", usage, Optional.empty(), Optional.of(failure), tokens);
    }

    /** A failure in its place, which leaves of the text what is given, and was paid for as much. */
    Result unstorable(String left) {
        var failure = new Failure(ErrorCode.INTERNAL, Turns.UNFORESEEN);
        return new Result(left, "error", "error", usage, Optional.empty(), Optional.of(failure), tokens);
    }

    /** Whether a streamed turn failed before the first part of an answer, so that no stream tells of it. */
    boolean silent(Turn turn, boolean started) {
        return turn.streamed() && !started && failure.isPresent() && content.isEmpty();
    }

    Optional<ServerMessage.Usage> shownUsage() {
        return usage.map(used -> new ServerMessage.Usage(used.inputTokens(), used.outputTokens()));
    }
}
