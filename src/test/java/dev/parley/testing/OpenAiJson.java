package dev.parley.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What an OpenAI-compatible endpoint's answers are made of. */
final class OpenAiJson {

    static final OpenAiStub.Step DONE = OpenAiStub.text("data: [DONE]\n\n");

    private OpenAiJson() {}

    static OpenAiStub.Step event(JsonObject data) {
        return OpenAiStub.text("data: " + data.encode() + "\n\n");
    }

    /** An answer that is not streamed. */
    static JsonObject whole(String content, String finish) {
        var message = new JsonObject().put("role", "assistant").put("content", content);
        var choice = new JsonObject().put("index", 0).put("message", message).put("finish_reason", finish);
        return new JsonObject().put("choices", new JsonArray().add(choice)).put("usage", usage());
    }

    static JsonObject call(JsonObject function, String id) {
        var call = new JsonObject().put("index", 0).put("function", function);
        return new JsonObject()
                .put(
                        "tool_calls",
                        new JsonArray()
                                .add(id == null ? call : call.put("id", id).put("type", "function")));
    }

    static OpenAiStub.Step chunk(JsonObject delta, String finish) {
        var choice = new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
        return event(new JsonObject()
                .put("id", "chatcmpl-stub")
                .put("object", "chat.completion.chunk")
                .put("created", 1_700_000_000)
                .put("model", "stub")
                .put("choices", new JsonArray().add(choice)));
    }

    static JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", 11)
                .put("completion_tokens", 7)
                .put("total_tokens", 18);
    }
}
