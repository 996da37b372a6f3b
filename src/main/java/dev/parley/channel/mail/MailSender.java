package dev.parley.channel.mail;

import dev.parley.channel.Card;
import dev.parley.channel.ChannelSender;
import dev.parley.channel.ChannelType;
import dev.parley.channel.Delivery;
import dev.parley.channel.Notice;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Writes notices as mails. */
@Singleton
class MailSender implements ChannelSender {

    private static final int SUBJECT = 78;

    private final Postman postman;
    private final ReplyPath path;

    MailSender(Postman postman, ReplyPath path) {
        this.postman = postman;
        this.path = path;
    }

    /** One template for each kind of card and form of mail. */
    @CheckedTemplate(basePath = "mail")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance questionHtml(Card.Question card, Optional<ReplyPath.Reply> reply);

        static native TemplateInstance questionText(Card.Question card, Optional<ReplyPath.Reply> reply);

        static native TemplateInstance answerHtml(Card.Answer card, Optional<ReplyPath.Reply> reply);

        static native TemplateInstance answerText(Card.Answer card, Optional<ReplyPath.Reply> reply);

        static native TemplateInstance confirmationHtml(Card.Confirmation card);

        static native TemplateInstance confirmationText(Card.Confirmation card);
    }

    @Override
    public ChannelType type() {
        return ChannelType.EMAIL;
    }

    @Override
    public Delivery send(Notice notice, Card card) {
        return path.from()
                .map(from -> postman.deliver(letter(from, notice, card)))
                .orElseGet(() ->
                        new Delivery.Refused("no mail is sent here: QUARKUS_MAILER_FROM is not set to an address"));
    }

    private Letter letter(String from, Notice notice, Card card) {
        var words = words(card);
        return new Letter(
                from,
                words.reply().flatMap(ReplyPath.Reply::address),
                notice.address(),
                words.subject(),
                words.text().render(),
                words.html().render(),
                path.messageId(notice),
                notice.reference());
    }

    private record Words(
            String subject, TemplateInstance text, TemplateInstance html, Optional<ReplyPath.Reply> reply) {}

    private Words words(Card card) {
        return switch (card) {
            case Card.Question question -> {
                var reply = path.to(question);
                yield new Words(
                        subject(question.prompt()),
                        Templates.questionText(question, reply),
                        Templates.questionHtml(question, reply),
                        reply);
            }
            case Card.Answer answer -> {
                var reply = path.to(answer);
                yield new Words(
                        "Re: " + subject(answer.text()),
                        Templates.answerText(answer, reply),
                        Templates.answerHtml(answer, reply),
                        reply);
            }
            case Card.Closed closed -> throw new IllegalArgumentException("a mail cannot be changed");
            case Card.Confirmation confirmation ->
                new Words(
                        "Is this your address?",
                        Templates.confirmationText(confirmation),
                        Templates.confirmationHtml(confirmation),
                        Optional.empty());
        };
    }

    /** The beginning of the question, on one line. */
    private static String subject(String prompt) {
        var line = prompt.strip().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " ");
        return line.codePointCount(0, line.length()) <= SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SUBJECT - 1)) + "…";
    }
}
