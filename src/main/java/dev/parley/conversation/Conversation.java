package dev.parley.conversation;

import dev.parley.core.ParleyException;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.ChatSession;
import dev.parley.session.Message;
import dev.parley.session.MessageStatus;
import dev.parley.session.SessionService;
import dev.parley.session.SessionStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Every command of a client enters here, from whichever edge: it is validated, limited, made one transaction, and told to
 * all who follow the session. Calls may wait for the store; refusals are {@link ParleyException}s.
 */
@ApplicationScoped
public class Conversation {

    private final Validator validator;
    private final SessionService sessions;
    private final Doors doors;
    private final Changes changes;
    private final Talk talk;
    private final Turns turns;
    private final Askers askers;
    private final Resolutions resolutions;
    private final Rooms rooms;
    private final ConversationConfig config;

    Conversation(
            Validator validator,
            SessionService sessions,
            Doors doors,
            Changes changes,
            Talk talk,
            Turns turns,
            Askers askers,
            Resolutions resolutions,
            Rooms rooms,
            ConversationConfig config) {
        this.validator = validator;
        this.sessions = sessions;
        this.doors = doors;
        this.changes = changes;
        this.talk = talk;
        this.turns = turns;
        this.askers = askers;
        this.resolutions = resolutions;
        this.rooms = rooms;
        this.config = config;
    }

    /** Opens a session, and lets the asking connection follow it. */
    public ChatSession start(String userId, ClientMessage.StartSession start, Asker asker) {
        return doors.start(userId, start, asker);
    }

    /** Lets the asking connection follow a session again; {@code session_ended} where there is nothing to follow. */
    public void resume(String userId, ClientMessage.ResumeSession resume, Asker asker) {
        doors.resume(userId, resume, asker);
    }

    /** Lets a connection follow without a greeting. Answers whether more can come: the session has not ended. */
    public boolean watch(String userId, String sessionId, Optional<Long> afterSeq, Listener listener) {
        return doors.watch(userId, sessionId, afterSeq, listener);
    }

    public void leave(String sessionId, Listener listener) {
        rooms.leave(sessionId, listener);
    }

    /**
     * A message that was taken in.
     *
     * @param position its place in the line: 0 is answered now
     */
    public record Sent(Message message, boolean duplicate, int position) {}

    /** Takes a message; its answer comes by events. */
    public Sent say(String userId, String sessionId, ClientMessage.Say say, Asker asker) {
        return talk.say(userId, sessionId, say, asker);
    }

    /**
     * Stops the running answer, takes a waiting message out of the line, or withdraws what the agent waits for.
     *
     * @return what to answer directly; empty where events tell of it
     */
    public Optional<ServerMessage.Cancelled> cancel(
            String userId, String sessionId, Optional<String> messageId, Asker asker) {
        return changes.cancel(userId, sessionId, messageId, asker);
    }

    /**
     * A question that has its outcome.
     *
     * @param first whether the outcome is new, so that an event tells of it
     */
    public record Answered(FeedbackRequest request, boolean first) {}

    /**
     * Answers a question; the outcome is this answer, or the same one given before under the same key.
     *
     * @param sessionId the only session that it may be of; empty for any
     */
    public Answered answer(Optional<String> sessionId, String requestId, Answer answer, Asker asker) {
        var question = resolutions.answerable(answer.responder(), requestId);
        if (sessionId.filter(id -> !id.equals(question.sessionId())).isPresent()) {
            throw FeedbackService.unknown();
        }
        validator.clientId("idempotency_key", answer.idempotencyKey());
        validator.channel("channel", answer.channel());
        var resolved = resolutions.answer(question, answer);
        resolved.turn().ifPresent(turn -> askers.expect(turn.turnId(), asker));
        var running = resolved.turn().map(turns::claim);
        rooms.publish(resolved.events(), asker);
        running.ifPresent(turns::start);
        return new Answered(resolved.request(), !resolved.events().isEmpty());
    }

    /**
     * A message whose status is as asked.
     *
     * @param moved whether it was another before, so that an event tells of it
     */
    public record Marked(Message message, boolean moved) {}

    /** Marks a message as read, in whichever session of the user it is. */
    public Marked read(String userId, String messageId, Asker asker) {
        return mark(userId, sessions.sessionOf(userId, messageId), messageId, MessageStatus.READ, asker);
    }

    /** Moves the status of a message of the user's session. */
    public Marked mark(String userId, String sessionId, String messageId, MessageStatus next, Asker asker) {
        return changes.mark(userId, sessionId, messageId, next, asker);
    }

    /** Changes status, channel or metadata of a session that has not ended. */
    public ChatSession update(
            String userId,
            String sessionId,
            Optional<SessionStatus> status,
            Optional<String> channel,
            Optional<String> metadata) {
        return changes.update(userId, sessionId, status, channel, metadata);
    }

    /** Ends a session; answers whether it had not ended before. What runs and waits in it ends first. */
    public boolean end(String userId, String sessionId, Asker asker) {
        return changes.end(userId, sessionId, asker);
    }

    /** Lets the answers that run come to their end, for as long as the settings allow; takes nothing new meanwhile. */
    public void drain() {
        turns.drain(config.drain());
    }
}
