package dev.parley.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What became of a question to a person, as the input of the turn that follows.
 *
 * @param given who answered what; empty when nobody did
 */
public record PersonsAnswer(Question.Kind kind, String question, Optional<Given> given) {

    /** @param outcome such as {@code approve}, the chosen option, the text, or the values of a form */
    public record Given(String responder, String outcome) {}

    private static final Pattern BODY = Pattern.compile(
            "type: (\\w+)\nquestion: ([^\n]*)\n(?:nobody answered|responder: ([^\n]*)\noutcome: (.*))", Pattern.DOTALL);

    /**
     * The input for the agent. Its first line carries the id of the turn, which no one can know beforehand: a message
     * that imitates an answer is still a message.
     */
    public String text(String turnId) {
        return mark(turnId) + "type: " + kind.name().toLowerCase(Locale.ROOT) + "\nquestion: " + oneLine(question)
                + "\n"
                + given.map(g -> "responder: " + oneLine(g.responder()) + "\noutcome: " + indented(g.outcome()))
                        .orElse("nobody answered");
    }

    /** The same as a note of the past. */
    public String note() {
        return asked(given.map(g -> "Answered by " + oneLine(g.responder()) + ": " + indented(g.outcome()))
                .orElse("Nobody answered."));
    }

    /** The same where somebody may still answer. */
    public String open() {
        return asked("Not answered yet.");
    }

    /** The same where nobody is asked any more. */
    public String withdrawn() {
        return asked("Withdrawn before anybody answered.");
    }

    private String asked(String outcome) {
        return "Asked: " + indented(question) + '\n' + outcome;
    }

    /** The answer that is the input of this turn, if it is one. */
    static Optional<PersonsAnswer> in(AgentTurn turn) {
        String mark = mark(turn.turnId());
        var body = BODY.matcher(turn.input())
                .region(
                        Math.min(mark.length(), turn.input().length()),
                        turn.input().length());
        if (!turn.input().startsWith(mark) || !body.matches()) {
            return Optional.empty();
        }
        var given = body.group(3) == null
                ? Optional.<Given>empty()
                : Optional.of(new Given(body.group(3), body.group(4).replaceAll("(\\R)  ", "$1")));
        return Optional.of(
                new PersonsAnswer(Question.Kind.valueOf(body.group(1).toUpperCase(Locale.ROOT)), body.group(2), given));
    }

    private static String mark(String turnId) {
        return "answer to a question of turn " + turnId + "\n";
    }

    /** No line of what people wrote passes for a line of ours. */
    private static String indented(String text) {
        return text.replaceAll("(\\R)", "$1  ");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
