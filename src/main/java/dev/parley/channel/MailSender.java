package dev.parley.channel;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Sends notices as mails, by the SMTP server of the settings {@code QUARKUS_MAILER_…}. */
@Singleton
class MailSender implements ChannelSender {

    private static final int SUBJECT = 78;

    private final Mailer mailer;
    private final ReplyPath path;

    MailSender(Mailer mailer, ReplyPath path) {
        this.mailer = mailer;
        this.path = path;
    }

    /** One template for each kind of card and form of mail. */
    @CheckedTemplate(basePath = "mail")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance questionHtml(Card.Question card, Optional<ReplyPath.Reply> reply);

        static native TemplateInstance questionText(Card.Question card, Optional<ReplyPath.Reply> reply);

        static native TemplateInstance confirmationHtml(Card.Confirmation card);

        static native TemplateInstance confirmationText(Card.Confirmation card);
    }

    @Override
    public ChannelType type() {
        return ChannelType.EMAIL;
    }

    @Override
    public Delivery send(Notice notice, Card card) {
        if (path.from().isEmpty()) {
            return new Delivery.Refused("no mail is sent here: QUARKUS_MAILER_FROM is not set to an address");
        }
        var id = path.messageId(notice);
        mailer.send(mail(card)
                .setTo(List.of(notice.address()))
                .addHeader("Message-ID", id)
                .addHeader("Auto-Submitted", "auto-generated"));
        return new Delivery.Sent(id);
    }

    private Mail mail(Card card) {
        return switch (card) {
            case Card.Question question -> {
                var reply = path.to(question);
                var mail = mail(
                        subject(question.prompt()),
                        Templates.questionText(question, reply),
                        Templates.questionHtml(question, reply));
                reply.flatMap(ReplyPath.Reply::address).ifPresent(mail::setReplyTo);
                yield mail;
            }
            case Card.Closed closed -> throw new IllegalArgumentException("a mail cannot be changed");
            case Card.Confirmation confirmation ->
                mail(
                        "Is this your address?",
                        Templates.confirmationText(confirmation),
                        Templates.confirmationHtml(confirmation));
        };
    }

    private static Mail mail(String subject, TemplateInstance text, TemplateInstance html) {
        return new Mail().setSubject(subject).setText(text.render()).setHtml(html.render());
    }

    /** The beginning of the question, on one line. */
    private static String subject(String prompt) {
        var line = prompt.strip().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " ");
        return line.codePointCount(0, line.length()) <= SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SUBJECT - 1)) + "…";
    }
}
