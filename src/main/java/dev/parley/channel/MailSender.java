package dev.parley.channel;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends notices as mails, by the SMTP server of the settings {@code QUARKUS_MAILER_…}. */
@Singleton
class MailSender implements ChannelSender {

    private static final int SUBJECT = 78;

    private final Mailer mailer;
    private final Optional<String> from;

    MailSender(Mailer mailer, @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
        this.mailer = mailer;
        this.from = from;
    }

    /** One template for each kind of card and form of mail. */
    @CheckedTemplate(basePath = "mail")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance questionHtml(Card.Question card);

        static native TemplateInstance questionText(Card.Question card);

        static native TemplateInstance confirmationHtml(Card.Confirmation card);

        static native TemplateInstance confirmationText(Card.Confirmation card);
    }

    @Override
    public ChannelType type() {
        return ChannelType.EMAIL;
    }

    @Override
    public Delivery send(Notice notice, Card card) {
        if (from.isEmpty()) {
            return new Delivery.Refused("no mail is sent here: QUARKUS_MAILER_FROM is not set");
        }
        var id = messageId(notice, from.get());
        mailer.send(mail(card)
                .setTo(java.util.List.of(notice.address()))
                .addHeader("Message-ID", id)
                .addHeader("Auto-Submitted", "auto-generated"));
        return new Delivery.Sent(id);
    }

    /** The same for each try, so that a mail which arrives twice is seen to be one. */
    private static String messageId(Notice notice, String from) {
        return "<" + notice.noticeId() + "@" + from.replaceAll(".*@", "").replaceAll("[^A-Za-z0-9.-]", "") + ">";
    }

    private static Mail mail(Card card) {
        return switch (card) {
            case Card.Question question ->
                mail(subject(question.prompt()), Templates.questionText(question), Templates.questionHtml(question));
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
        var line = prompt.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.codePointCount(0, line.length()) <= SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SUBJECT - 1)) + "…";
    }
}
