package dev.parley.conversation;

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
import dev.parley.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** What comes back by the link of a notice: whoever has the link is taken for whom the notice was for. */
@ApplicationScoped
public class Letterbox {

    private final Conversation conversation;
    private final FeedbackService feedback;
    private final SessionService sessions;
    private final Audit audit;
    private final Channels channels;
    private final Notices notices;
    private final Transactions transactions;
    private final Clock clock;

    Letterbox(
            Conversation conversation,
            FeedbackService feedback,
            SessionService sessions,
            Audit audit,
            Channels channels,
            Notices notices,
            Transactions transactions,
            Clock clock) {
        this.conversation = conversation;
        this.feedback = feedback;
        this.sessions = sessions;
        this.audit = audit;
        this.channels = channels;
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
                audit.reached(
                        question.requestId(),
                        clock.instant(),
                        "opened",
                        notice.channel().wire(),
                        notice.userId(),
                        notice.attempt(),
                        Optional.empty());
            }
        });
        return question;
    }

    /** The question of a link. */
    public FeedbackRequest question(String token) {
        return question(asking(token));
    }

    private FeedbackRequest question(Notice notice) {
        return notice.about().flatMap(about -> feedback.find(about.requestId())).orElseThrow(Letterbox::unknown);
    }

    /** An answer, of which the parts are given and the rest follows from the link. */
    public interface Reply {
        Answer by(String responder, String channel);
    }

    /** Answers the question of a link, on the channel by which it came. */
    public FeedbackRequest answer(String token, Reply reply) {
        var notice = asking(token);
        var answer = reply.by(notice.userId(), notice.channel().wire());
        return conversation
                .answer(notice.userId(), question(notice).requestId(), answer, Asker.NOBODY)
                .request();
    }

    /** The address that a link asks to confirm. */
    public String address(String token) {
        return confirmation(token).address();
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
        return notice(token).filter(notice -> notice.kind().asks()).orElseThrow(Letterbox::unknown);
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
