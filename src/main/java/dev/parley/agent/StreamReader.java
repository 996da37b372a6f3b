package dev.parley.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingResponseBuilder;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionResponse;
import dev.langchain4j.model.output.FinishReason;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns the chunks of a streamed chat completion into parts of text. */
final class StreamReader implements AnswerReader {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private static final ChatResponse CUT = ChatResponse.builder()
            .aiMessage(AiMessage.from(""))
            .finishReason(FinishReason.LENGTH)
            .build();

    private final StreamingChatResponseHandler handler;
    private final int most;
    private final EventStream events = new EventStream(this::chunk);
    private final Deltas deltas = new Deltas();
    private final OpenAiStreamingResponseBuilder rest = new OpenAiStreamingResponseBuilder();
    private final StringBuilder text = new StringBuilder();
    private int chunks;
    private int pieces;
    private int kept;
    private boolean begun;
    private boolean finished;
    private boolean done;

    /** @param most pieces of text, none of which is less than a token: for endpoints that do not keep to the bound they are told */
    StreamReader(StreamingChatResponseHandler handler, int most) {
        this.handler = handler;
        this.most = most;
    }

    @Override
    public boolean read(Buffer part) {
        int before = chunks;
        events.feed(part.getBytes());
        return chunks > before;
    }

    private void chunk(byte[] bytes, int from, int to) {
        chunks++;
        if (done || Arrays.equals(bytes, from, to, DONE, 0, DONE.length)) {
            done = true;
            return;
        }
        try {
            String known = deltas.text(bytes, from, to);
            if (known != null) {
                append(known);
                return;
            }
            var chunk = OpenAiWire.read(bytes, from, to);
            if (parsed(chunk, to - from)) {
                deltas.learn(bytes, from, to, chunk.choices().getFirst().delta().content());
            }
        } catch (IOException e) {
            throw AgentFailure.unavailable("The model sent what is no chat completion.", e);
        }
    }

    /** Takes a chunk apart; whether it holds nothing but text. */
    private boolean parsed(ChatCompletionResponse chunk, int size) {
        rest.append(chunk);
        if (chunk.choices() == null && chunk.usage() == null) {
            throw OpenAiWire.error();
        }
        if (chunk.choices() == null || chunk.choices().isEmpty()) {
            return false;
        }
        var choice = chunk.choices().getFirst();
        var delta = choice.delta();
        boolean text = delta != null && delta.content() != null;
        if (text) {
            append(delta.content());
        }
        boolean tools =
                delta != null && delta.toolCalls() != null && !delta.toolCalls().isEmpty();
        if (tools) {
            keep(size);
        }
        boolean last = OpenAiWire.finished(choice);
        finished |= last;
        begun |= tools || last;
        return text && !tools && !last && chunk.choices().size() == 1 && chunk.usage() == null;
    }

    private void append(String piece) {
        if (!piece.isEmpty()) {
            begun = true;
            keep(piece.length());
            if (++pieces > most) {
                done = true;
            } else {
                text.append(ModelText.storable(piece));
            }
        }
    }

    /** Text and questions are kept; what surrounds them may be many times as much, and is not. */
    private void keep(int more) {
        kept += more;
        if (kept > LONGEST) {
            throw AnswerReader.tooLong();
        }
    }

    @Override
    public boolean begun() {
        return begun;
    }

    /** A pair of surrogates that two chunks share is told when it is whole. */
    @Override
    public void tell() {
        int length = text.length();
        if (length == 0) {
            return;
        }
        int ready = Character.isHighSurrogate(text.charAt(length - 1)) && !done ? length - 1 : length;
        if (ready > 0) {
            String told = text.substring(0, ready);
            text.delete(0, ready);
            handler.onPartialResponse(told);
        }
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public boolean cut() {
        return pieces > most;
    }

    @Override
    public void end() {
        events.end();
        if (!done && !finished) {
            throw AgentFailure.unavailable("The model stopped in the middle of its answer.");
        }
        done = true;
        tell();
        handler.onCompleteResponse(cut() ? CUT : rest.build());
    }

    @Override
    public void failed(AgentFailure failure) {
        tell();
        handler.onError(failure);
    }
}
