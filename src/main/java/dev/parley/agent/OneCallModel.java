package dev.parley.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;

/**
 * A model that a streamed answer calls once. LangChain4j would call it again with the result of a tool; our tools ask
 * a person, and there is nothing to say before the person has answered.
 */
abstract class OneCallModel implements StreamingChatModel {

    private static final ChatResponse ASKED = ChatResponse.builder()
            .aiMessage(AiMessage.from(""))
            .finishReason(FinishReason.TOOL_EXECUTION)
            .build();

    @Override
    public final void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        if (request.messages().getLast() instanceof ToolExecutionResultMessage) {
            handler.onCompleteResponse(ASKED);
        } else {
            begin(RunningTurn.current(), request, handler);
        }
    }

    /** Returns at once; the handler is called on the turn's event loop. */
    abstract void begin(RunningTurn running, ChatRequest request, StreamingChatResponseHandler handler);
}
