package dev.parley.agent;

import dev.langchain4j.model.output.structured.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A feedback request as a model writes it; turned into a {@link Question} at once. */
@RegisterForReflection
public record Asking(
        Kind kind,

        @Description("the whole question, for somebody who has not read the conversation")
        String question,

        @Description("for a choice: what to choose from, two or more; else empty") @Nullable
        List<String> options,

        @Description("for a form: its fields; else empty") @Nullable
        List<Form.Field> fields) {

    public enum Kind {
        APPROVAL,
        CHOICE,
        FORM,
        TEXT
    }

    Question toQuestion() {
        return switch (kind) {
            case APPROVAL -> Question.plain(Question.Kind.APPROVAL, question);
            case CHOICE -> Question.choice(question, Objects.requireNonNullElse(options, List.of()));
            case FORM -> Question.form(question, Objects.requireNonNullElse(fields, List.of()));
            case TEXT -> Question.plain(Question.Kind.TEXT, question);
        };
    }
}
