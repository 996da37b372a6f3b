package dev.parley.conversation;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.limit.RateLimiter;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.FrameWriter;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens sessions and lets connections into them, with a greeting that says where the session stands. */
@ApplicationScoped
class Doors {

    private final Validator validator;
    private final Transactions transactions;
    private final SessionService sessions;
    private final Attendance attendance;
    private final Rooms rooms;
    private final RateLimiter limiter;
    private final Draining draining;
    private final ConversationConfig config;
    private final Clock clock;

    Doors(
            Validator validator,
            Transactions transactions,
            SessionService sessions,
            Attendance attendance,
            Rooms rooms,
            RateLimiter limiter,
            Draining draining,
            ConversationConfig config,
            Clock clock) {
        this.validator = validator;
        this.transactions = transactions;
        this.sessions = sessions;
        this.attendance = attendance;
        this.rooms = rooms;
        this.limiter = limiter;
        this.draining = draining;
        this.config = config;
        this.clock = clock;
    }

    ChatSession start(String userId, ClientMessage.StartSession start, Asker asker) {
        if (draining.on()) {
            throw new ParleyException(ErrorCode.BUSY, "The server is about to restart; connect again soon.");
        }
        var channel =
                validator.channel("preferred_channel", start.preferredChannel().orElse("websocket"));
        var metadata = start.metadata().map(validator::metadata).orElse("{}");
        var clientId = validator.clientId("client_session_id", start.clientSessionId());
        var events = new ArrayList<SessionEvent>();
        var opened = transactions.write(() -> {
            var open = sessions.open(userId, channel, metadata, clientId);
            if (!open.known()) {
                var started = greeting(open.session(), false, 2);
                events.addAll(sessions.append(open.session(), List.of(Events.of(started))));
            }
            return open;
        });
        var session = opened.session();
        if (opened.known()) {
            asker.listener().ifPresent(listener -> follow(session, Optional.empty(), Asker.of(listener, asker.id())));
            return session;
        }
        asker.listener().ifPresent(listener -> attendance.first(events.getFirst(), asker, listener));
        rooms.publish(events, asker);
        return sessions.owned(userId, session.sessionId());
    }

    void resume(String userId, ClientMessage.ResumeSession resume, Asker asker) {
        follow(sessions.owned(userId, resume.sessionId()), resume.afterSeq(), asker);
    }

    private void follow(ChatSession session, Optional<Long> afterSeq, Asker asker) {
        if (session.ended()) {
            throw new ParleyException(ErrorCode.SESSION_ENDED, "The session has ended.");
        }
        var listener = asker.listener().orElseThrow();
        attendance.follow(
                session.sessionId(),
                afterSeq,
                listener,
                last -> Optional.of(FrameWriter.write(
                        greeting(session, true, last + 1),
                        clock.instant(),
                        Optional.of(session.sessionId()),
                        asker.id())));
    }

    boolean watch(String userId, String sessionId, Optional<Long> afterSeq, Listener listener) {
        var session = sessions.owned(userId, sessionId);
        attendance.follow(session.sessionId(), afterSeq, listener, last -> Optional.empty());
        return !session.ended();
    }

    private ServerMessage.SessionStarted greeting(ChatSession session, boolean resumed, long nextSeq) {
        var limits = limiter.status(session.userId(), Optional.of(session.sessionId()), session.preferredChannel());
        return new ServerMessage.SessionStarted(
                session.sessionId(),
                session.status().wire(),
                session.preferredChannel(),
                resumed,
                nextSeq,
                config.heartbeat().toMillis(),
                Views.limits(limits));
    }
}
