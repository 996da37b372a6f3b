package dev.parley.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.internal.OpenAiUtils;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionChoice;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionRequest;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionResponse;
import dev.langchain4j.model.openai.internal.chat.Delta;
import dev.langchain4j.model.openai.internal.shared.StreamOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The chat-completions format, as LangChain4j's OpenAI module knows it. */
final class OpenAiWire {

    private static final JsonIgnoreProperties.Value NOTHING_IGNORED =
            JsonIgnoreProperties.Value.forIgnoreUnknown(false).withoutMerge();

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.WRAP_EXCEPTIONS)
            .withConfigOverride(ChatCompletionResponse.Builder.class, type -> type.setIgnorals(NOTHING_IGNORED))
            .withConfigOverride(ChatCompletionChoice.Builder.class, type -> type.setIgnorals(NOTHING_IGNORED))
            .withConfigOverride(Delta.Builder.class, type -> type.setIgnorals(NOTHING_IGNORED))
            .addHandler(new Unknown())
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(ChatCompletionRequest.class);
    private static final ObjectReader READER = MAPPER.readerFor(ChatCompletionResponse.class);

    private OpenAiWire() {}

    /**
     * Some tell of an error beside the choices, or in one, where the library does not look. Nor does it for a refusal in a
     * stream; the model's words are its answer.
     */
    private static final class Unknown extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext reading, JsonParser json, JsonDeserializer<?> by, Object in, String name)
                throws IOException {
            if (name.equals("error") && json.hasToken(JsonToken.START_OBJECT)) {
                throw error();
            }
            if (in instanceof Delta.Builder delta
                    && name.equals("refusal")
                    && json.hasToken(JsonToken.VALUE_STRING)
                    && !json.getText().isEmpty()) { // some add an empty one to every text
                delta.content(json.getText());
                return true;
            }
            json.skipChildren();
            return true;
        }
    }

    /** What is in it is not told: some repeat the key. */
    static AgentFailure error() {
        return AgentFailure.unavailable("The model sent an error in place of an answer.");
    }

    /** Whether the model said all it wanted, or could; until then some servers write an empty reason. */
    static boolean finished(ChatCompletionChoice choice) {
        return switch (Objects.requireNonNullElse(choice.finishReason(), "")) {
            case "" -> false;
            case "content_filter" -> throw AgentFailure.unavailable("The model's filter cut the answer.");
            case "error" -> throw error();
            default -> true;
        };
    }

    /** The members of a streamed request's object but {@code messages}, and the brace that ends it. */
    static byte[] streamedWithoutMessages(AgentConfig config, ChatRequest request) {
        var body = common(config, request).stream(true)
                .streamOptions(StreamOptions.builder().includeUsage(true).build())
                .build();
        ObjectNode members = MAPPER.valueToTree(body);
        members.remove("messages");
        return members.toString().substring(1).getBytes(StandardCharsets.UTF_8);
    }

    static Buffer whole(AgentConfig config, ChatRequest request) {
        var ordered =
                request.toBuilder().messages(Alternation.of(request.messages())).build();
        try {
            return Buffer.buffer(
                    WRITER.writeValueAsBytes(common(config, ordered).build()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ChatCompletionRequest.Builder common(AgentConfig config, ChatRequest request) {
        var parameters = OpenAiChatRequestParameters.builder()
                .overrideWith(request.parameters())
                .modelName(config.openai().model());
        config.outputTokens()
                .ifPresent(
                        newer(OpenAiEndpoint.base(config).host())
                                ? parameters::maxCompletionTokens
                                : parameters::maxOutputTokens);
        return OpenAiUtils.toOpenAiChatRequest(request, parameters.build(), true, true);
    }

    /** OpenAI, also on Azure, calls the bound of an answer by a newer name than all that speak as it does. */
    private static boolean newer(String host) {
        return host.equals("api.openai.com")
                || host.endsWith(".api.openai.com") // of a region
                || host.endsWith(".openai.azure.com");
    }

    /** One chunk of a stream, or one whole answer. */
    static ChatCompletionResponse read(byte[] bytes, int from, int to) {
        try {
            return READER.readValue(bytes, from, to - from);
        } catch (IOException e) {
            throw AgentFailure.unavailable("The model sent what is no chat completion.", e);
        }
    }
}
