package dev.parley.conversation;

import dev.parley.channel.ChannelType;
import dev.parley.channel.Notice;
import dev.parley.channel.Notices;
import dev.parley.channel.mail.Incoming;
import dev.parley.channel.mail.IncomingMail;
import dev.parley.core.OpaqueToken;
import dev.parley.core.ParleyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Answers questions by what people reply to their mails. Such a mail must bring back the token of the mail that it
 * answers, and come from the address which that one went to; one that does not has no effect. What is no answer to the
 * question is said to the agent.
 */
@ApplicationScoped
class MailAnswers implements Incoming {

    private static final Logger LOG = Logger.getLogger(MailAnswers.class);

    /** The names of Parley's own mails; other programs use random ids of another version there. */
    private static final Pattern OWN_ID =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})@.*");

    private final Letterbox letterbox;
    private final Remarks remarks;
    private final Recipients recipients;
    private final Notices notices;
    private final Outreach outreach;

    MailAnswers(Letterbox letterbox, Remarks remarks, Recipients recipients, Notices notices, Outreach outreach) {
        this.letterbox = letterbox;
        this.remarks = remarks;
        this.recipients = recipients;
        this.notices = notices;
        this.outreach = outreach;
    }

    @Override
    public void arrived(IncomingMail mail) {
        if (mail.automatic()) {
            LOG.info("a mail that a machine wrote is no answer");
            return;
        }
        proven(mail)
                .ifPresentOrElse(link -> answer(link, mail), () -> LOG.info("a mail that proves nothing is no answer"));
    }

    private record Link(String token, Notice notice) {}

    /** The one notice whose token the mail has, if all else fits to it. */
    private Optional<Link> proven(IncomingMail mail) {
        var links = mail.tokens().stream()
                .flatMap(token ->
                        notices.linked(OpaqueToken.hash(token)).map(notice -> new Link(token, notice)).stream())
                .collect(Collectors.toMap(link -> link.notice().noticeId(), link -> link, (first, other) -> first));
        return links.values().stream()
                .filter(link -> links.size() == 1 && fits(mail, link.notice()) && recipients.read(link.notice()))
                .findFirst();
    }

    private static boolean fits(IncomingMail mail, Notice notice) {
        return notice.about().isPresent()
                && notice.channel() == ChannelType.EMAIL
                && mail.from().filter(notice.address()::equalsIgnoreCase).isPresent()
                && mail.answered().stream().noneMatch(other(notice));
    }

    private Optional<Letterbox.Reply> meaning(Link link, IncomingMail mail) {
        return link.notice().kind().asks() ? MailMeaning.of(letterbox.question(link.token()), mail) : Optional.empty();
    }

    /** What is no answer is said to the agent. */
    private void say(Link link, IncomingMail mail) {
        var notice = link.notice();
        if (mail.written().isBlank()) {
            LOG.infof("the reply to notice %s says nothing", notice.noticeId());
        } else {
            said(notice, mail);
            LOG.infof("the reply to notice %s is a message", notice.noticeId());
        }
    }

    private void said(Notice notice, IncomingMail mail) {
        try {
            remarks.said(notice, mail.written(), mail.key());
        } catch (ParleyException e) {
            if (!e.code().ours()) {
                outreach.decline(notice); // a mail has no other place where its writer could see that
            }
            throw e;
        }
    }

    /** Whether the name of a mail is that of another notice. */
    private static Predicate<String> other(Notice notice) {
        return id -> {
            var own = OWN_ID.matcher(id);
            return own.matches() && !own.group(1).equals(notice.noticeId());
        };
    }

    private void answer(Link link, IncomingMail mail) {
        var notice = link.notice().noticeId();
        try {
            meaning(link, mail)
                    .ifPresentOrElse(
                            reply -> {
                                letterbox.answer(link.token(), reply);
                                LOG.infof("the reply to notice %s is its answer", notice);
                            },
                            () -> say(link, mail));
        } catch (ParleyException e) {
            if (e.code().ours()) {
                throw e;
            }
            LOG.infof("the reply to notice %s was refused: %s", notice, e.code());
        }
    }
}
