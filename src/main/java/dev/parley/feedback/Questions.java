package dev.parley.feedback;

import dev.parley.core.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What makes a question one that can be asked. */
final class Questions {

    private static final int LONGEST_PROMPT = 32_000;

    private Questions() {}

    static List<FieldError> faults(NewQuestion question) {
        var faults = new ArrayList<FieldError>();
        if (question.prompt().isBlank()) {
            faults.add(new FieldError("prompt", "must not be empty"));
        } else if (question.prompt().codePointCount(0, question.prompt().length()) > LONGEST_PROMPT) {
            faults.add(new FieldError("prompt", "must have at most " + LONGEST_PROMPT + " characters"));
        }
        if (question.channels().isEmpty()) {
            faults.add(new FieldError("channels", "must be at least one"));
        }
        switch (question.type()) {
            case CHOICE -> options(question.options(), faults);
            case FORM -> schema(question, faults);
            case APPROVAL, TEXT, CLARIFICATION -> {}
        }
        if (question.type() != FeedbackType.CHOICE && !question.options().isEmpty()) {
            faults.add(new FieldError("options", "belong to a choice only"));
        }
        if (question.type() != FeedbackType.FORM && question.responseSchema().isPresent()) {
            faults.add(new FieldError("response_schema", "belongs to a form only"));
        }
        return faults;
    }

    private static void options(List<FeedbackRequest.Option> options, List<FieldError> faults) {
        if (options.size() < 2) {
            faults.add(new FieldError("options", "must be at least two"));
        }
        if (options.stream()
                .anyMatch(option -> option.id().isBlank() || option.label().isBlank())) {
            faults.add(new FieldError("options", "must each have an id and a label"));
        }
        var seen = new HashSet<String>();
        if (!options.stream().allMatch(option -> seen.add(option.id()))) {
            faults.add(new FieldError("options", "must have different ids"));
        }
    }

    private static void schema(NewQuestion question, List<FieldError> faults) {
        question.responseSchema()
                .map(Form::faults)
                .orElse(List.of("must be given for a form"))
                .forEach(fault -> faults.add(new FieldError("response_schema", fault)));
    }
}
