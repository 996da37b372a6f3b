package dev.parley.conversation;

import dev.parley.channel.mail.IncomingMail;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What somebody who replies to the mail of a question says by it. */
final class MailMeaning {

    private static final List<String> APPROVAL = List.of("approve", "approved", "yes", "ok");
    private static final List<String> REJECTION = List.of("reject", "rejected", "no");

    private MailMeaning() {}

    /** The answer; nothing where the mail is none, or might be several. */
    static Optional<Letterbox.Reply> of(FeedbackRequest question, IncomingMail mail) {
        var written = mail.written();
        var firstLine = words(written.lines().findFirst().orElse(""));
        var key = Optional.of(mail.key());
        return switch (question.type()) {
            case APPROVAL -> decision(firstLine).map(action -> reply(Optional.of(action), Optional.empty(), key));
            case CHOICE -> option(question, firstLine).map(id -> reply(Optional.of(id), Optional.empty(), key));
            case TEXT, CLARIFICATION ->
                Optional.of(written)
                        .filter(text -> !text.isEmpty())
                        .map(text -> reply(Optional.empty(), Optional.of(text), key));
            case FORM -> Optional.empty();
        };
    }

    private static Letterbox.Reply reply(Optional<String> action, Optional<String> content, Optional<String> key) {
        return (responder, channel) -> new Answer(responder, channel, action, content, Optional.empty(), key);
    }

    private static Optional<String> decision(String words) {
        if (APPROVAL.contains(words)) {
            return Optional.of("approve");
        }
        return REJECTION.contains(words) ? Optional.of("reject") : Optional.empty();
    }

    /** The option of that name, id or number, if there is only one. */
    private static Optional<String> option(FeedbackRequest question, String words) {
        var options = question.options();
        var meant = IntStream.range(0, options.size())
                .filter(i -> words.equals(String.valueOf(i + 1))
                        || words.equals(words(options.get(i).label()))
                        || words.equals(words(options.get(i).id())))
                .mapToObj(i -> options.get(i).id())
                .toList();
        return meant.size() == 1 && !words.isEmpty() ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    /** Without case, and without what stands around the words and between them. */
    private static String words(String line) {
        return line.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}+#]+", " ")
                .strip();
    }
}
