package dev.parley.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages as strict chat templates want them, which refuse all else: people and the model by turns, people first.
 * Neighbours become one, as after an answer that was cancelled before its first word; and history may be cut anywhere.
 */
final class Alternation {

    private Alternation() {}

    static List<ChatMessage> of(List<ChatMessage> messages) {
        var turns = new ArrayList<ChatMessage>();
        for (var message : messages) {
            var last = turns.isEmpty() ? null : turns.getLast();
            if (last instanceof UserMessage one && message instanceof UserMessage other) {
                turns.set(turns.size() - 1, UserMessage.from(one.singleText() + "\n\n" + other.singleText()));
            } else if (last instanceof AiMessage one && message instanceof AiMessage other) {
                turns.set(turns.size() - 1, AiMessage.from(one.text() + "\n\n" + other.text()));
            } else if (last instanceof UserMessage || !(message instanceof AiMessage)) {
                turns.add(message);
            }
        }
        return turns;
    }
}
