package dev.parley.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.model.output.structured.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A decision as a model writes it; turned into an {@link AgentAction} at once. */
@RegisterForReflection
public record Reply(
        Kind kind,

        @Description("the answer, the question back, the thought, or what to ask a person about")
        String content) {

    public Reply {
        if (content.isBlank()) {
            throw new IllegalArgumentException("a reply needs content");
        }
        content = ModelText.storable(content);
    }

    /** A reply as a model would write it. */
    static String json(Kind kind, String content) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind.name())
                .put("content", content)
                .toString();
    }

    public enum Kind {
        RESPOND,
        CLARIFY,
        THINK,
        REQUEST_FEEDBACK
    }
}
