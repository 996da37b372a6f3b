package dev.parley.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.ErrorCode;
import dev.parley.core.FieldError;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What makes an answer valid, and what it then means. */
final class Answers {

    private static final int LONGEST = 32_000;

    /** More than the id of any option: that is made of a label of at most 200 characters. */
    private static final int LONGEST_ACTION = 1_000;

    /** As much as a frame holds; blanks around a content count here. */
    private static final int MOST = 65_536;

    private Answers() {}

    /**
     * The outcome that this answer would be.
     *
     * @throws ParleyException {@link ErrorCode#SCHEMA_MISMATCH} for values that do not fit the form,
     *     {@link ErrorCode#INVALID_MESSAGE} for everything else
     */
    static Outcome outcome(FeedbackRequest question, Answer answer, Instant now) {
        var action =
                switch (question.type()) {
                    case APPROVAL -> Optional.of(decision(answer));
                    case CHOICE -> Optional.of(option(question, answer));
                    case FORM -> {
                        fill(question, answer);
                        yield Optional.<String>empty();
                    }
                    case TEXT, CLARIFICATION -> {
                        write(answer);
                        yield Optional.<String>empty();
                    }
                };
        return new Outcome(action, answer.content(), values(answer), answer.responder(), answer.channel(), now);
    }

    private static String decision(Answer answer) {
        refuseSurplus(answer, List.of("action", "content"));
        var said = answer.content().map(content -> switch (content.strip().toLowerCase(Locale.ROOT)) {
            case "approve", "approved" -> "approve";
            case "reject", "rejected" -> "reject";
            case String other -> throw ParleyException.invalid("content", "must be approved or rejected");
        });
        var decision = answer.action()
                .or(() -> said)
                .orElseThrow(() -> ParleyException.invalid("action", "must be approve or reject"));
        if (!List.of("approve", "reject").contains(decision)) {
            throw ParleyException.invalid("action", "must be approve or reject");
        }
        if (said.isPresent() && !said.get().equals(decision)) {
            throw ParleyException.invalid("content", "must not contradict the action");
        }
        return decision;
    }

    private static String option(FeedbackRequest question, Answer answer) {
        refuseSurplus(answer, List.of("action"));
        var ids = question.options().stream().map(FeedbackRequest.Option::id).toList();
        return answer.action()
                .filter(ids::contains)
                .orElseThrow(() -> ParleyException.invalid("action", "must be one of " + String.join(", ", ids)));
    }

    private static void fill(FeedbackRequest question, Answer answer) {
        refuseSurplus(answer, List.of("values"));
        var values = values(answer).orElseThrow(() -> ParleyException.invalid("values", "must be given"));
        var mismatches = Form.mismatches(question.responseSchema().orElseThrow(), values);
        if (!mismatches.isEmpty()) {
            throw new ParleyException(ErrorCode.SCHEMA_MISMATCH, "The values do not fit the form.")
                    .withErrors(mismatches);
        }
    }

    private static void write(Answer answer) {
        refuseSurplus(answer, List.of("content"));
        var content = answer.content().map(String::strip).orElse("");
        if (content.isEmpty()) {
            throw ParleyException.invalid("content", "must not be empty");
        }
    }

    /**
     * Refuses what no question takes: what was refused is kept too, and must not fill the store.
     *
     * @throws ParleyException {@link ErrorCode#INVALID_MESSAGE}
     */
    static void refuseTooLarge(Answer answer) {
        answer.content().ifPresent(content -> {
            atMost("content", content, MOST);
            atMost("content", content.strip(), LONGEST);
        });
        answer.action().ifPresent(action -> atMost("action", action, LONGEST_ACTION));
        answer.values().ifPresent(values -> atMost("values", Json.write(values), MOST));
    }

    private static void atMost(String field, String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw ParleyException.invalid(field, "must have at most " + most + " characters");
        }
    }

    private static void refuseSurplus(Answer answer, List<String> wanted) {
        var given = new ArrayList<String>();
        answer.action().ifPresent(action -> given.add("action"));
        answer.content().ifPresent(content -> given.add("content"));
        values(answer).ifPresent(values -> given.add("values"));
        given.removeAll(wanted);
        if (!given.isEmpty()) {
            throw ParleyException.invalid(given.stream()
                    .map(part -> new FieldError(part, "does not belong to the answer of this question"))
                    .toList());
        }
    }

    private static Optional<JsonNode> values(Answer answer) {
        return answer.values().filter(values -> !values.isNull());
    }
}
