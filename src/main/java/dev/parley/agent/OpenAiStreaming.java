package dev.parley.agent;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Streams from the endpoint on the turn's event loop. */
final class OpenAiStreaming extends OneCallModel {

    private final OpenAiEndpoint endpoint;
    private final StreamedRequest body;
    private final int most;

    OpenAiStreaming(OpenAiEndpoint endpoint) {
        this.endpoint = endpoint;
        this.body = new StreamedRequest(endpoint.config);
        this.most = endpoint.config.outputTokens().orElse(Integer.MAX_VALUE);
    }

    @Override
    void begin(RunningTurn running, ChatRequest request, StreamingChatResponseHandler handler) {
        var call = new OpenAiCall(endpoint, running.loop(), body.write(request), () -> new StreamReader(handler, most));
        running.calls(call);
        call.start(endpoint.config.firstTokenTimeout());
    }
}
