package dev.parley.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.internal.OpenAiUtils;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionResponse;
import dev.langchain4j.model.output.FinishReason;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for whole answers of the endpoint. Interrupting the waiting thread closes the call. */
final class OpenAiWhole implements ChatModel {

    private final OpenAiEndpoint endpoint;

    OpenAiWhole(OpenAiEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        var running = RunningTurn.current();
        var answer = new CompletableFuture<ChatResponse>();
        var body = OpenAiWire.whole(endpoint.config, request);
        var call = new OpenAiCall(endpoint, running.loop(), body, () -> new WholeReader(answer));
        call.start(endpoint.config.answerTimeout());
        try {
            var response = answer.get();
            running.counted(response.tokenUsage());
            if (response.finishReason() == FinishReason.LENGTH) {
                running.cutAtLimit();
            }
            return response;
        } catch (InterruptedException e) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw AgentFailure.unavailable("The answer was cancelled.");
        } catch (ExecutionException e) {
            throw AgentFailure.of(e);
        }
    }

    private record WholeReader(CompletableFuture<ChatResponse> answer, Buffer body) implements AnswerReader {

        WholeReader(CompletableFuture<ChatResponse> answer) {
            this(answer, Buffer.buffer());
        }

        @Override
        public boolean read(Buffer part) {
            if (body.length() + part.length() > LONGEST) {
                throw AnswerReader.tooLong();
            }
            body.appendBuffer(part);
            return true;
        }

        @Override
        public boolean begun() {
            return body.length() > 0;
        }

        @Override
        public void tell() {}

        @Override
        public boolean done() {
            return false;
        }

        @Override
        public void end() {
            var completion = OpenAiWire.read(body.getBytes(), 0, body.length());
            if (completion.choices() == null || completion.choices().isEmpty()) {
                throw AgentFailure.unavailable("The model sent no answer.");
            }
            var choice = completion.choices().getFirst();
            OpenAiWire.finished(choice); // or else throws
            answer.complete(ChatResponse.builder()
                    .aiMessage(message(completion))
                    .tokenUsage(OpenAiUtils.tokenUsageFrom(completion.usage()))
                    .finishReason(OpenAiUtils.finishReasonFrom(choice.finishReason()))
                    .build());
        }

        /** The library throws where a model refuses; its words are its answer. */
        private static AiMessage message(ChatCompletionResponse completion) {
            var refusal = completion.choices().getFirst().message().refusal();
            return refusal == null || refusal.isBlank()
                    ? OpenAiUtils.aiMessageFrom(completion)
                    : AiMessage.from(Reply.json(Reply.Kind.RESPOND, refusal));
        }

        @Override
        public void failed(AgentFailure failure) {
            answer.completeExceptionally(failure);
        }
    }
}
