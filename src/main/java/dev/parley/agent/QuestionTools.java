package dev.parley.agent;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolMemoryId;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The tools of a streamed answer. Each notes its question for the turn and ends the answer; none does anything else,
 * so that whatever a model was talked into, the worst it can do is ask. They run on the event loop.
 */
@ApplicationScoped
class QuestionTools {

    private static final String QUESTION = "the whole question, for somebody who has not read the conversation";

    @NonBlocking
    @Tool(name = "ask_approval", value = "Asks a person to approve or reject something. Ends your answer.")
    void askApproval(@ToolMemoryId RunningTurn turn, @P(value = QUESTION, required = true) String question) {
        turn.ask(Question.plain(Question.Kind.APPROVAL, question));
    }

    @NonBlocking
    @Tool(name = "ask_choice", value = "Asks a person to choose one of several options. Ends your answer.")
    void askChoice(
            @ToolMemoryId RunningTurn turn,
            @P(value = QUESTION, required = true) String question,
            @P(value = "what to choose from, two or more", required = true) List<String> options) {
        turn.ask(Question.choice(question, options));
    }

    @NonBlocking
    @Tool(name = "ask_form", value = "Asks a person to fill in several fields. Ends your answer.")
    void askForm(@ToolMemoryId RunningTurn turn, @P(value = QUESTION, required = true) String question, Form form) {
        turn.ask(Question.form(question, form.fields()));
    }

    @NonBlocking
    @Tool(name = "ask_text", value = "Asks a person for a free text. Ends your answer.")
    void askText(@ToolMemoryId RunningTurn turn, @P(value = QUESTION, required = true) String question) {
        turn.ask(Question.plain(Question.Kind.TEXT, question));
    }

    @NonBlocking
    @Tool(name = "clarify", value = "Asks the writer of the message what was meant. Ends your answer.")
    void clarify(@ToolMemoryId RunningTurn turn, @P(value = "the question back", required = true) String question) {
        turn.ask(Question.plain(Question.Kind.CLARIFICATION, question));
    }
}
