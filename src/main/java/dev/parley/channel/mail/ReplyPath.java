package dev.parley.channel.mail;

import dev.parley.channel.Card;
import dev.parley.channel.Notice;
import jakarta.inject.Singleton;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who mails are from, and how a reply to one is known again. */
@Singleton
class ReplyPath {

    /** What a token and its plus leave of the 64 characters that stand before the sign. */
    private static final int LONGEST_NAME = 20;

    private final Optional<String> from;
    private final Optional<String> address;
    private final boolean read;
    private final boolean plus;

    ReplyPath(@ConfigProperty(name = "quarkus.mailer.from") Optional<String> from, ImapConfig imap, Gmail gmail) {
        this.from = from;
        this.address = from.flatMap(ReplyPath::address);
        this.read = gmail.api().isPresent() || imap.host().isPresent();
        this.plus = gmail.api().isPresent() || imap.plus(); // Gmail always knows such addresses
    }

    /** Who mails are from, as their header says it; empty where none are sent, or the setting is no address. */
    Optional<String> from() {
        return address.flatMap(known -> from);
    }

    /** The name of the mail of a notice: the same for each try, so that a mail which arrives twice is seen to be one. */
    String messageId(Notice notice) {
        return "<" + notice.noticeId() + "@" + domain() + ">";
    }

    private String domain() {
        return address.orElse("").replaceAll(".*@", "").replaceAll("[^A-Za-z0-9.-]", "");
    }

    /** How a question is answered by replying to its mail; empty where it cannot be. */
    Optional<Reply> to(Card.Question question) {
        return Optional.of(how(question.type())).filter(how -> !how.isEmpty()).flatMap(how -> reply(how, question));
    }

    /** How the conversation goes on by replying to a mail. */
    Optional<Reply> to(Card.Answer answer) {
        return reply("What you write above this text goes to the agent.", answer);
    }

    private Optional<Reply> reply(String how, Card card) {
        var token = card.link().replaceAll(".*/", "");
        return read ? Optional.of(new Reply(how, ReplyToken.mark(token), plusAddress(token))) : Optional.empty();
    }

    /**
     * What a mail says about replying to it.
     *
     * @param how to word the answer, as a sentence
     * @param mark what a reply is to bring back
     * @param address where it goes, if not to the sender
     */
    record Reply(String how, String mark, Optional<String> address) {}

    private static String how(String type) {
        return switch (type) {
            case "approval" -> "Write approve or reject on its first line.";
            case "choice" -> "Write the number or the name of one option on its first line.";
            case "text", "clarification" -> "What you write above this text is the answer.";
            default -> ""; // a form has too many fields
        };
    }

    private Optional<String> plusAddress(String token) {
        return address.filter(known -> plus && known.indexOf('@') <= LONGEST_NAME)
                .map(known -> ReplyToken.address(known, token));
    }

    private static Optional<String> address(String header) {
        try {
            return Optional.of(new InternetAddress(header, true).getAddress());
        } catch (AddressException e) {
            return Optional.empty();
        }
    }
}
