package dev.parley.agent;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Streams from the endpoint on the turn's event loop. */
final class OpenAiStreaming extends OneCallModel {

    private final OpenAiEndpoint endpoint;

    OpenAiStreaming(OpenAiEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    void begin(RunningTurn running, ChatRequest request, StreamingChatResponseHandler handler) {
        var body = OpenAiWire.streamed(endpoint.config.openai().model(), request);
        var call = new OpenAiCall(endpoint, running.loop(), body, new StreamReader(handler));
        running.calls(call);
        call.start(endpoint.config.firstTokenTimeout());
    }
}
