package dev.parley.session;

import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sessions and their messages, by the rules that hold for them alone: ownership, the cap, transitions.
 *
 * <p>Calls that change something are made inside a transaction of the caller, together with the events that tell of it.
 */
@ApplicationScoped
public class SessionService {

    private final SessionStore sessions;
    private final MessageStore messages;
    private final SessionConfig config;
    private final Ids ids;
    private final Clock clock;

    public SessionService(SessionStore sessions, MessageStore messages, SessionConfig config, Ids ids, Clock clock) {
        this.sessions = sessions;
        this.messages = messages;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A session, and whether it was there before under the client's name for it.
     */
    public record Opened(ChatSession session, boolean known) {}

    /** Opens a session; {@code session_limit_reached} where the user has too many that have not ended. */
    public Opened open(String userId, String channel, String metadata, Optional<String> clientSessionId) {
        var known = clientSessionId.flatMap(id -> sessions.byClientId(userId, id));
        if (known.isPresent()) {
            return new Opened(known.get(), true);
        }
        var now = clock.instant();
        var session = new ChatSession(
                ids.next(),
                userId,
                SessionStatus.ACTIVE,
                channel,
                metadata,
                clientSessionId,
                now,
                now,
                now,
                Optional.empty(),
                0);
        if (sessions.create(session, config.max())) {
            return new Opened(session, false);
        }
        // Another request may have opened it under the same name at the same time.
        return clientSessionId
                .flatMap(id -> sessions.byClientId(userId, id))
                .map(other -> new Opened(other, true))
                .orElseThrow(() -> new ParleyException(
                        ErrorCode.SESSION_LIMIT_REACHED,
                        "At most " + config.max() + " sessions can be open; end one first."));
    }

    /** A session of this user; anybody else's is as if it did not exist. */
    public ChatSession owned(String userId, String sessionId) {
        return own(userId, sessions.find(sessionId));
    }

    /** A session of this user, held against other changes until the transaction ends. */
    public ChatSession held(String userId, String sessionId) {
        return own(userId, sessions.hold(sessionId));
    }

    /** Any session, held; for the server's own work. */
    public Optional<ChatSession> held(String sessionId) {
        return sessions.hold(sessionId);
    }

    private static ChatSession own(String userId, Optional<ChatSession> found) {
        return found.filter(session -> session.userId().equals(userId))
                .orElseThrow(() -> new ParleyException(ErrorCode.SESSION_NOT_FOUND, "There is no such session."));
    }

    public Page<ChatSession> list(String userId, Optional<SessionStatus> status, Page.Request page) {
        return Page.read(page, more -> sessions.list(userId, status, more), ChatSession::sessionId);
    }

    /** Changes what a client may change; {@code session_ended} where it is too late. */
    public ChatSession update(
            ChatSession held, Optional<SessionStatus> status, Optional<String> channel, Optional<String> metadata) {
        var next = status.orElse(held.status());
        if (!held.status().canBecome(next)) {
            throw new ParleyException(ErrorCode.SESSION_ENDED, "An ended session cannot be changed.");
        }
        var changed = held.with(
                next, channel.orElse(held.preferredChannel()), metadata.orElse(held.metadata()), clock.instant());
        sessions.update(changed);
        return changed;
    }

    /** Ends a session that has not ended. */
    public void end(ChatSession held, String reason) {
        var now = clock.instant();
        sessions.update(new ChatSession(
                held.sessionId(),
                held.userId(),
                SessionStatus.ENDED,
                held.preferredChannel(),
                held.metadata(),
                held.clientSessionId(),
                held.createdAt(),
                now,
                held.lastActivityAt(),
                Optional.of(new ChatSession.Ending(now, reason)),
                held.lastSeq()));
    }

    /** Numbers and keeps events of a held session. */
    public List<SessionEvent> append(ChatSession held, List<SessionEvent.Draft> drafts) {
        return drafts.isEmpty() ? List.of() : sessions.append(held, clock.instant(), drafts);
    }

    /** Ends a batch of those without activity for longer than the setting; answers their last events. */
    public List<SessionEvent> expire(int batch) {
        Instant now = clock.instant();
        return sessions.expire(now.minus(config.timeout()), now, batch);
    }

    public Message message(String sessionId, String messageId) {
        return messages.find(sessionId, messageId).orElseThrow(SessionService::noSuchMessage);
    }

    /** The session of a message, if it is this user's. */
    public String sessionOf(String userId, String messageId) {
        return messages.find(messageId)
                .map(Message::sessionId)
                .filter(id -> sessions.find(id)
                        .filter(session -> session.userId().equals(userId))
                        .isPresent())
                .orElseThrow(SessionService::noSuchMessage);
    }

    private static ParleyException noSuchMessage() {
        return new ParleyException(ErrorCode.NOT_FOUND, "There is no such message.");
    }

    /** Events after a number, in order, at most {@code limit}. */
    public List<SessionEvent> events(String sessionId, long after, int limit) {
        return sessions.events(sessionId, after, Long.MAX_VALUE, limit);
    }

    public Page<Message> history(String sessionId, Page.Request page) {
        return Page.read(page, more -> messages.history(sessionId, more), message -> Long.toString(message.seq()));
    }

    /**
     * Moves a message's status; {@code invalid_transition} where its rules forbid it.
     *
     * @return whether it changed: the same status again is no change
     */
    public boolean move(Message message, MessageStatus next) {
        if (message.status() == next) {
            return false;
        }
        boolean moved = message.status().canBecome(next)
                && messages.move(message.sessionId(), message.messageId(), message.status(), next);
        if (!moved) {
            throw new ParleyException(
                    ErrorCode.INVALID_TRANSITION,
                    "A message that is " + message.status().wire() + " cannot become " + next.wire() + ".");
        }
        return true;
    }
}
