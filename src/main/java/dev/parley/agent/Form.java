package dev.parley.agent;

import dev.langchain4j.model.output.structured.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a form, as a model describes them; models leave things out. */
@RegisterForReflection(ignoreNested = false)
public record Form(List<Field> fields) {

    public record Field(
            @Description("short name in snake_case") String name,
            @Description("label for people") @Nullable String title,
            @Nullable Type type,
            boolean required) {}

    public enum Type {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN
    }
}
