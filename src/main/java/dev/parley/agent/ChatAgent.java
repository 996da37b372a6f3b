package dev.parley.agent;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.memory.ChatMemoryAccess;
import io.quarkiverse.langchain4j.RegisterAiService;
import io.quarkiverse.langchain4j.ToolBox;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The four things a model is asked for. The prompts lie in {@code prompts/}.
 *
 * <p>{@code source} and {@code input} enter as data between marks that carry the turn's id, never as template text.
 */
@RegisterAiService
@ApplicationScoped
interface ChatAgent extends ChatMemoryAccess {

    /** Decides what to do about a message, or answers it. */
    @SystemMessage(fromResource = "process-user-message.txt")
    @UserMessage(fromResource = "input.txt")
    Reply processUserMessage(@MemoryId RunningTurn memory, String turn, String source, String input);

    /** Decides how to go on after a person was asked. */
    @SystemMessage(fromResource = "determine-next-action.txt")
    @UserMessage(fromResource = "input.txt")
    Reply determineNextAction(@MemoryId RunningTurn memory, String turn, String source, String input);

    /** Words the question to a person about a subject. */
    @SystemMessage(fromResource = "generate-feedback-request.txt")
    @UserMessage(fromResource = "input.txt")
    Asking generateFeedbackRequest(@MemoryId RunningTurn memory, String turn, String source, String input);

    /** Streams an answer; the model may end it with one of the tools, each a question to a person. */
    @SystemMessage(fromResource = "stream.txt")
    @UserMessage(fromResource = "input.txt")
    @ToolBox(QuestionTools.class)
    TokenStream stream(@MemoryId RunningTurn memory, String turn, String source, String input);
}
