package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiWireTest {

    @ParameterizedTest
    @CsvSource({
        "'',max_completion_tokens",
        "https://api.openai.com/v1,max_completion_tokens",
        "https://eu.api.openai.com/v1,max_completion_tokens",
        "https://ours.openai.azure.com/openai/v1,max_completion_tokens",
        "http://localhost:11434/v1,max_tokens",
        "https://api.openai.com.example.org/v1,max_tokens"
    })
    void the_bound_of_an_answer_has_the_name_that_the_endpoint_knows(String address, String name) throws IOException {
        var config = ModelsTest.config(
                Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", address, "PARLEY_AGENT_OUTPUT_TOKENS", "321"));
        var request = ChatRequest.builder().messages(UserMessage.from("Hi")).build();
        assertThat(OpenAiWire.whole(config, request).toJsonObject().getInteger(name))
                .isEqualTo(321);
    }
}
