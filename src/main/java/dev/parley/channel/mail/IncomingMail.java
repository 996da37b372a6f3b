package dev.parley.channel.mail;

import dev.parley.core.OpaqueToken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mail as it came, as far as an answer may hang on it.
 *
 * @param from the one address that it says it is from; empty where it names none, or several
 * @param recipients what its headers say of where it was sent
 * @param messageId its own name
 * @param answered the names of the mails that it answers
 * @param automatic whether a machine wrote it
 * @param text the whole of it; what it quotes of other mails mostly begins with {@code >}
 */
public record IncomingMail(
        Optional<String> from,
        List<String> recipients,
        Optional<String> messageId,
        List<String> answered,
        boolean automatic,
        String text) {

    /** More than a reply has; who sends many is guessing. */
    private static final int MOST_TOKENS = 8;

    /** The tokens of notices that it was sent to or quotes, in that order. */
    public List<String> tokens() {
        return Stream.concat(recipients.stream(), Stream.of(text))
                .flatMap(ReplyToken::in)
                .distinct()
                .limit(MOST_TOKENS)
                .toList();
    }

    /** What its writer wrote, without what is quoted and without a signature. */
    public String written() {
        return WrittenText.of(text);
    }

    /** The same for the same mail, however often it is read; 43 characters. */
    public String key() {
        return OpaqueToken.hash(messageId.orElseGet(() -> from.orElse("") + "\n" + text));
    }
}
