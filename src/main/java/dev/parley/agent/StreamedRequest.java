package dev.parley.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/**
 * The body of a call that streams. All but its messages is the same each time, so that the library writes it once; the
 * messages, which may be long, are written without a tree of objects.
 */
final class StreamedRequest {

    private static final JsonFactory JSON = new JsonFactory();

    private final AgentConfig config;
    private volatile Rest rest = new Rest(List.of(), new byte[0]);

    StreamedRequest(AgentConfig config) {
        this.config = config;
    }

    /** @param json the members of the body's object but {@code messages}, and the brace that ends it */
    private record Rest(List<ToolSpecification> tools, byte[] json) {}

    Buffer write(ChatRequest request) {
        try (var bytes = new ByteArrayBuilder()) {
            var generator = JSON.createGenerator(bytes);
            generator.writeStartObject();
            generator.writeArrayFieldStart("messages");
            for (var message : Alternation.of(request.messages())) {
                write(message, generator);
            }
            generator.writeEndArray();
            generator.flush();
            bytes.append(',');
            bytes.write(rest(request));
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing here is written to anything but memory
        }
    }

    private static void write(ChatMessage message, JsonGenerator generator) throws IOException {
        switch (message) {
            case SystemMessage system -> write("system", system.text(), generator);
            case UserMessage user -> write("user", user.singleText(), generator);
            case AiMessage answer -> write("assistant", answer.text(), generator);
            case ChatMessage other -> throw new IllegalArgumentException("not sent by us: " + other.type());
        }
    }

    private static void write(String role, String content, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("role", role);
        generator.writeStringField("content", content);
        generator.writeEndObject();
    }

    private byte[] rest(ChatRequest request) {
        var known = rest;
        if (known.json.length == 0 || !known.tools.equals(request.toolSpecifications())) {
            known = new Rest(
                    List.copyOf(request.toolSpecifications()), OpenAiWire.streamedWithoutMessages(config, request));
            rest = known;
        }
        return known.json;
    }
}
