package dev.parley.agent;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that a model tells, so that a test sees what is told twice, too. */
final class Hearing implements StreamingChatResponseHandler {

    final List<String> parts = new CopyOnWriteArrayList<>();
    final List<ChatResponse> ends = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String part) {
        parts.add(part);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        ends.add(response);
        end.complete(response);
    }

    @Override
    public void onError(Throwable error) {
        failures.add(error);
        end.completeExceptionally(error);
    }
}
