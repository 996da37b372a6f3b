package dev.parley.conversation;

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
 */
record Result(
        String content,
        String finish,
        String action,
        Optional<Usage> usage,
        Optional<Question> question,
        Optional<Failure> failure) {

    record Failure(ErrorCode code, String message) {
        ServerMessage.Failure shown() {
            return new ServerMessage.Failure(code.wire(), message);
        }
    }

    static Result stopped(String content, String finish) {
        return new Result(content, finish, "respond", Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Result failed(String content, ErrorCode code, String message) {
        return new Result(
                content, "error", "error", Optional.empty(), Optional.empty(), Optional.of(new Failure(code, message)));
    }

    static Result asked(String content, Question question, Optional<Usage> usage) {
        var action = question.kind() == Question.Kind.CLARIFICATION ? "clarify" : "request_feedback";
        return new Result(content, "waiting_feedback", action, usage, Optional.of(question), Optional.empty());
    }

    static Result answered(String content, String finish, String action, Optional<Usage> usage) {
        return new Result(content, finish, action, usage, Optional.empty(), Optional.empty());
    }

    /** Whether a streamed turn failed before the first part of an answer, so that no stream tells of it. */
    boolean silent(Turn turn, boolean started) {
        return turn.streamed() && !started && failure.isPresent() && content.isEmpty();
    }

    Optional<ServerMessage.Usage> shownUsage() {
        return usage.map(used -> new ServerMessage.Usage(used.inputTokens(), used.outputTokens()));
    }
}
