package dev.parley.conversation;

import dev.parley.channel.ChannelType;
import dev.parley.channel.Channels;
import dev.parley.channel.Notice;
import dev.parley.channel.Outbox;
import dev.parley.core.ErrorCode;
import dev.parley.core.OpaqueToken;
import dev.parley.core.ParleyException;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * What comes back to a notice: by its link, where whoever has the link is taken for whom the notice was for, or by a
 * channel that says itself from which address.
 */
@ApplicationScoped
public class Letterbox {

    private static final Logger LOG = Logger.getLogger(Letterbox.class);

    private final Conversation conversation;
    private final FeedbackService feedback;
    private final Channels channels;
    private final Outbox outbox;

    Letterbox(Conversation conversation, FeedbackService feedback, Channels channels, Outbox outbox) {
        this.conversation = conversation;
        this.feedback = feedback;
        this.channels = channels;
        this.outbox = outbox;
    }

    /** The question of a link; looking at it changes nothing. */
    public FeedbackRequest question(String token) {
        return question(notice(token, Notice.Kind.QUESTION));
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
        return answer(notice(token, Notice.Kind.QUESTION), reply);
    }

    private FeedbackRequest answer(Notice notice, Reply reply) {
        var answer = reply.by(notice.userId(), notice.channel().wire());
        return conversation
                .answer(notice.userId(), question(notice).requestId(), answer, Asker.NOBODY)
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
        var notice = outbox.find(reader.noticeId())
                .filter(found -> found.kind() == Notice.Kind.QUESTION)
                .orElseThrow(Letterbox::unknown);
        if (!reader.reads(notice)) {
            LOG.infof("refused on %s: somebody whom notice %s was not for", reader.channel(), notice.noticeId());
            throw new ParleyException(ErrorCode.RESPONDER_NOT_ALLOWED, "This question was put to somebody else.");
        }
        return notice;
    }

    /** The address that a link asks to confirm. */
    public String address(String token) {
        return notice(token, Notice.Kind.CONFIRMATION).address();
    }

    /** Confirms the address of a link, again if need be; answers it. */
    public String confirm(String token) {
        var notice = notice(token, Notice.Kind.CONFIRMATION);
        if (!channels.confirm(notice)) {
            throw unknown();
        }
        return notice.address();
    }

    private Notice notice(String token, Notice.Kind kind) {
        return outbox.linked(OpaqueToken.hash(token))
                .filter(notice -> notice.kind() == kind)
                .orElseThrow(Letterbox::unknown);
    }

    private static ParleyException unknown() {
        return new ParleyException(
                ErrorCode.NOT_FOUND, "This link leads nowhere: it is incomplete, or no longer of use.");
    }
}
