package dev.parley.conversation;

import dev.parley.channel.ChannelType;
import dev.parley.channel.Channels;
import dev.parley.channel.Notice;
import dev.parley.channel.Notices;
import dev.parley.core.ErrorCode;
import dev.parley.core.OpaqueToken;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.feedback.Answer;
import dev.parley.feedback.Audit;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.Reception;
import dev.parley.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * What comes back to a notice: by its link, where whoever has the link is taken for whom the notice was for, or by a
 * channel that says itself from which address.
 */
@ApplicationScoped
public class Letterbox {

    private final Conversation conversation;
    private final FeedbackService feedback;
    private final Reception reception;
    private final SessionService sessions;
    private final Audit audit;
    private final Channels channels;
    private final Recipients recipients;
    private final Notices notices;
    private final Transactions transactions;
    private final Clock clock;

    Letterbox(
            Conversation conversation,
            FeedbackService feedback,
            Reception reception,
            SessionService sessions,
            Audit audit,
            Channels channels,
            Recipients recipients,
            Notices notices,
            Transactions transactions,
            Clock clock) {
        this.conversation = conversation;
        this.feedback = feedback;
        this.reception = reception;
        this.sessions = sessions;
        this.audit = audit;
        this.channels = channels;
        this.recipients = recipients;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The question of a link. Looking at it changes nothing; that it was looked at is written down, the first time. */
    public FeedbackRequest open(String token) {
        var notice = asking(token);
        var question = question(notice);
        transactions.write(() -> {
            sessions.held(question.sessionId());
            if (notices.opened(notice.noticeId(), clock.instant())) {
                note("opened", notice, Optional.empty());
            }
        });
        return question;
    }

    /** In a transaction that holds the session. */
    private void note(String event, Notice notice, Optional<String> reason) {
        var request = notice.about().orElseThrow().id();
        var channel = notice.channel().wire();
        audit.reached(request, clock.instant(), event, channel, notice.userId(), notice.attempt(), reason);
    }

    /** The question of a link. */
    public FeedbackRequest question(String token) {
        return question(asking(token));
    }

    /** Whether the reader's answer counts already, in a question that others must answer too. */
    public boolean counted(String token) {
        var notice = asking(token);
        return reception.counted(question(notice).requestId(), notice.userId());
    }

    private FeedbackRequest question(Notice notice) {
        return notice.about().flatMap(about -> feedback.find(about.id())).orElseThrow(Letterbox::unknown);
    }

    /** An answer, of which the parts are given and the rest follows from the link. */
    public interface Reply {
        Answer by(String responder, String channel);
    }

    /** Answers the question of a link, on the channel by which it came. */
    public FeedbackRequest answer(String token, Reply reply) {
        return answer(asking(token), reply);
    }

    private FeedbackRequest answer(Notice notice, Reply reply) {
        var answer = reply.by(notice.userId(), notice.channel().wire());
        return conversation
                .answer(Optional.empty(), question(notice).requestId(), answer, Asker.NOBODY)
                .request();
    }

    /** The question of a card; looking at it changes nothing. */
    public FeedbackRequest question(Reader reader) {
        return question(notice(reader));
    }

    /** Answers the question of a card, on the channel that it was sent by. */
    public FeedbackRequest answer(Reader reader, Reply reply) {
        return answer(notice(reader), reply);
    }

    /** Somebody who acts on a card, as the channel knows them. */
    public record Reader(String noticeId, ChannelType channel, String address) {
        boolean reads(Notice notice) {
            return notice.channel() == channel && notice.address().equals(address);
        }
    }

    /** Of somebody whom it was not sent to, no more is kept than that they tried. */
    private Notice notice(Reader reader) {
        var notice = notices.find(reader.noticeId())
                .filter(found -> found.kind().asks())
                .filter(recipients::read)
                .orElseThrow(Letterbox::unknown);
        if (!reader.reads(notice)) {
            transactions.write(() -> {
                sessions.held(notice.about().orElseThrow().sessionId());
                note("refused", notice, Optional.of("somebody else tried to answer"));
            });
            throw new ParleyException(ErrorCode.RESPONDER_NOT_ALLOWED, "This question was put to somebody else.");
        }
        return notice;
    }

    /** An address, and what the account signs in with that wants to be asked there. */
    public record Claim(String address, String name) {}

    /** What a link asks to confirm. */
    public Claim claim(String token) {
        var notice = confirmation(token);
        return new Claim(notice.address(), recipients.name(notice));
    }

    /** Confirms the address of a link, again if need be; answers it. */
    public String confirm(String token) {
        var notice = confirmation(token);
        if (!channels.confirm(notice)) {
            throw unknown();
        }
        return notice.address();
    }

    private Notice asking(String token) {
        return notice(token)
                .filter(notice -> notice.kind().asks())
                .filter(recipients::read)
                .orElseThrow(Letterbox::unknown);
    }

    private Notice confirmation(String token) {
        return notice(token)
                .filter(notice -> notice.kind() == Notice.Kind.CONFIRMATION)
                .orElseThrow(Letterbox::unknown);
    }

    private Optional<Notice> notice(String token) {
        return notices.linked(OpaqueToken.hash(token));
    }

    private static ParleyException unknown() {
        return new ParleyException(
                ErrorCode.NOT_FOUND, "This link leads nowhere: it is incomplete, or no longer of use.");
    }
}
