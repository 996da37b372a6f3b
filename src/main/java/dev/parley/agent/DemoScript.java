package dev.parley.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What the demo agent does in a turn: its wits, without time or threads. Source: the wire contract, 7. */
sealed interface DemoScript {

    /** Says something, word by word. */
    record Say(String text) implements DemoScript {}

    /** Says so many numbered words, with a pause before each. */
    record Count(int words, Duration pause) implements DemoScript {}

    /** Says a sentence, then asks. */
    record Ask(String sentence, Question question) implements DemoScript {}

    /** Fails before its first word. */
    record Fail() implements DemoScript {}

    /** Never answers. */
    record Hang() implements DemoScript {}

    int MOST_WORDS = 100_000;
    long LONGEST_PAUSE_MS = 60_000;

    String INTRODUCTION = "This is Parley's demo agent: it only echoes. Set OPENAI_API_KEY, or OPENAI_BASE_URL for any"
            + " OpenAI-compatible endpoint, to talk with a model. ";

    List<Form.Field> FORM = List.of(
            new Form.Field("name", "Name", Form.Type.STRING, true),
            new Form.Field("people", "How many people", Form.Type.INTEGER, true),
            new Form.Field("vegetarian", "Vegetarian", Form.Type.BOOLEAN, false));

    /** The form's fields as a model would write them. */
    static ArrayNode fields() {
        var fields = JsonNodeFactory.instance.arrayNode();
        FORM.forEach(field -> fields.addObject()
                .put("name", field.name())
                .put("title", field.title())
                .put("type", String.valueOf(field.type()))
                .put("required", field.required()));
        return fields;
    }

    static AgentFailure failure() {
        return AgentFailure.unavailable("The demo fails, as it was told to.");
    }

    static DemoScript of(AgentTurn turn) {
        var answered = PersonsAnswer.in(turn);
        if (answered.isPresent()) {
            return new Say(heard(answered.get()));
        }
        String input = turn.input().strip();
        var words = input.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "/stream" -> count(rest);
            case "/ask" -> ask("I need an approval for that.", Question.Kind.APPROVAL, rest, "Shall I go on?");
            case "/choose" -> choose(rest);
            case "/form" -> new Ask("Please fill in a form for that.", Question.form("What shall I reserve?", FORM));
            case "/clarify" ->
                ask("I am not sure that I understand.", Question.Kind.CLARIFICATION, rest, "What do you mean by that?");
            case "/fail" -> new Fail();
            case "/hang" -> new Hang();
            default -> new Say(introduction(turn) + smallTalk(input));
        };
    }

    private static String introduction(AgentTurn turn) {
        boolean first = turn.history().stream().noneMatch(line -> line.role() == AgentTurn.Role.ASSISTANT);
        return first ? INTRODUCTION : "";
    }

    private static String heard(PersonsAnswer answer) {
        return answer.given()
                .map(given -> "Thank you. " + given.responder() + " answered: " + given.outcome())
                .orElse("Nobody answered my question, so I leave it at that.");
    }

    private static DemoScript count(String rest) {
        var numbers =
                Pattern.compile("(\\d{1,9})(?:\\s+(\\d{1,9})(?:\\s*ms)?)?").matcher(rest.strip());
        if (!numbers.matches()) {
            return new Say("Write /stream N, or /stream N DELAY with a delay in milliseconds.");
        }
        int words = Math.clamp(Long.parseLong(numbers.group(1)), 1, MOST_WORDS);
        long pause = numbers.group(2) == null ? 0 : Math.min(Long.parseLong(numbers.group(2)), LONGEST_PAUSE_MS);
        return new Count(words, Duration.ofMillis(pause));
    }

    private static DemoScript ask(String sentence, Question.Kind kind, String text, String otherwise) {
        return new Ask(sentence, Question.plain(kind, shortened(text.isBlank() ? otherwise : text)));
    }

    private static DemoScript choose(String rest) {
        var labels = Arrays.stream(rest.split("\\|"))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
        try {
            return new Ask("Please choose.", Question.choice("Which one shall it be?", labels));
        } catch (IllegalArgumentException e) {
            return new Say("Write /choose A|B|C with two options or more.");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 1_000 ? text : text.substring(0, 1_000);
    }

    private static String smallTalk(String input) {
        var known = Map.of(
                "hello", "Hello! How are you?",
                "hi", "Hi there!",
                "thanks", "You are welcome.",
                "bye", "Goodbye!",
                "ping", "Pong.");
        String word = input.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+.*", "");
        return known.containsKey(word) ? known.get(word) : "You said: " + input;
    }
}
