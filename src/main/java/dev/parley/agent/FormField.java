package dev.parley.agent;

import dev.langchain4j.model.output.structured.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One field of a form, as a model describes it. */
@RegisterForReflection
public record FormField(
        @Description("short name in snake_case") String name,
        @Description("label for people") String title,
        Type type,
        boolean required) {

    public enum Type {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN
    }
}
