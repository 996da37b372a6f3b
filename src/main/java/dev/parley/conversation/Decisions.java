package dev.parley.conversation;

import dev.parley.core.Readable;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.Outcome;
import dev.parley.identity.Account;
import dev.parley.identity.Accounts;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Says for people what became of a question, and who decided it. */
@Singleton
public class Decisions {

    private final Accounts accounts;

    Decisions(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @param by who decided it, where and when; empty where nobody did */
    public record Decision(String what, String by) {}

    public Decision of(FeedbackRequest question) {
        return switch (question.status()) {
            case RESOLVED -> {
                var outcome = question.outcome().orElseThrow();
                yield new Decision(what(question, outcome), by(outcome));
            }
            case PENDING, EXPIRED ->
                question.outcome()
                        .map(outcome -> new Decision(what(question, outcome), "by the policy: nobody answered in time"))
                        .orElse(new Decision("Nobody answered in time.", ""));
            case CANCELLED -> new Decision("The question was withdrawn.", "");
        };
    }

    private static String what(FeedbackRequest question, Outcome outcome) {
        return switch (question.type()) {
            case APPROVAL -> outcome.action().orElseThrow().equals("approve") ? "Approved" : "Rejected";
            case CHOICE -> label(question, outcome.action().orElseThrow());
            case FORM -> outcome.values().map(Object::toString).orElse("");
            case TEXT, CLARIFICATION -> outcome.content().orElse("");
        };
    }

    private static String label(FeedbackRequest question, String id) {
        return question.options().stream()
                .filter(option -> option.id().equals(id))
                .map(FeedbackRequest.Option::label)
                .findFirst()
                .orElse(id);
    }

    private String by(Outcome outcome) {
        var who = accounts.find(outcome.responder()).map(Account::displayName);
        return who.map(name -> "by " + name + " ").orElse("") + "by " + medium(outcome.channel()) + " on "
                + Readable.time(outcome.at());
    }

    private static String medium(String channel) {
        return switch (channel) {
            case "email" -> "e-mail";
            case "slack" -> "Slack";
            case "websocket" -> "chat";
            case String other -> other.toUpperCase(Locale.ROOT);
        };
    }
}
