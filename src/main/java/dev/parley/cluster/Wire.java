package dev.parley.cluster;

import dev.parley.conversation.Word;
import dev.parley.session.SessionEvent;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Words as text: who says it, its kind and its fields, a line each. Only the last field may hold line breaks. Replicas of one
 * version talk to each other; what another version says that is not understood is passed over, as if it had got lost.
 */
final class Wire {

    private static final Logger LOG = Logger.getLogger(Wire.class);

    private Wire() {}

    static String write(String sender, Word word) {
        return sender
                + '\n'
                + switch (word) {
                    case Word.Happened(var event) -> "happened\n" + event(event);
                    case Word.Aside(var type, var text) -> "aside\n" + type + '\n' + text;
                    case Word.Grew(var answerId, var from, var text) -> "grew\n" + answerId + '\n' + from + '\n' + text;
                    case Word.Joined() -> "joined\n";
                    case Word.Standing(var opened, var index, var soFar) ->
                        "standing\n" + index + '\n'
                                + opened.map(event -> event(event).replace("\n", "\t"))
                                        .orElse("") + '\n' + soFar;
                    case Word.Stop(var answerId, var finish) -> "stop\n" + finish + '\n' + answerId;
                    case Word.Removed(var turnId) -> "removed\n" + turnId;
                    case Word.Next(var replica) -> "next\n" + replica;
                };
    }

    /** Whether the text is from this sender. */
    static boolean from(String sender, String text) {
        return text.startsWith(sender) && text.charAt(sender.length()) == '\n';
    }

    /** The word of a session; empty if it is not understood. */
    static Optional<Word> read(String sessionId, String text) {
        try {
            var lines = text.split("\n", 3);
            return word(sessionId, lines[1], lines[2]);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            LOG.debugf(e, "a word of session %s is not understood", sessionId);
            return Optional.empty();
        }
    }

    private static Optional<Word> word(String sessionId, String kind, String rest) {
        return switch (kind) {
            case "happened" -> Optional.of(new Word.Happened(event(sessionId, rest.split("\n", 4))));
            case "aside" -> {
                var fields = rest.split("\n", 2);
                yield Optional.of(new Word.Aside(fields[0], fields[1]));
            }
            case "grew" -> {
                var fields = rest.split("\n", 3);
                yield Optional.of(new Word.Grew(fields[0], Integer.parseInt(fields[1]), fields[2]));
            }
            case "joined" -> Optional.of(new Word.Joined());
            case "standing" -> {
                var fields = rest.split("\n", 3);
                var opened = Optional.of(fields[1])
                        .filter(event -> !event.isEmpty())
                        .map(event -> event(sessionId, event.split("\t", 4)));
                yield Optional.of(new Word.Standing(opened, Integer.parseInt(fields[0]), fields[2]));
            }
            case "stop" -> {
                var fields = rest.split("\n", 2);
                yield Optional.of(new Word.Stop(fields[1], fields[0]));
            }
            case "removed" -> Optional.of(new Word.Removed(rest));
            case "next" -> Optional.of(new Word.Next(rest));
            case String unknown -> Optional.empty();
        };
    }

    /** The payload is JSON on one line, in which tabs and line breaks are escaped. */
    private static String event(SessionEvent event) {
        return event.seq() + "\n" + event.type() + '\n' + event.at().toEpochMilli() + '\n' + event.payload();
    }

    private static SessionEvent event(String sessionId, String[] fields) {
        return new SessionEvent(
                sessionId,
                Long.parseLong(fields[0]),
                fields[1],
                Instant.ofEpochMilli(Long.parseLong(fields[2])),
                fields[3]);
    }
}
