package dev.parley.ws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conversation.Asker;
import dev.parley.conversation.Conversation;
import dev.parley.conversation.RateLimited;
import dev.parley.conversation.Views;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.feedback.Answer;
import dev.parley.identity.Identities;
import dev.parley.limit.RateLimiter;
import dev.parley.protocol.ClientFrame;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ServerMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Does what a frame asks for, and answers its connection. */
@ApplicationScoped
class Commands {

    private static final Logger LOG = Logger.getLogger(Commands.class);

    private final Conversation conversation;
    private final Identities identities;
    private final RateLimiter limiter;
    private final Replies replies;
    private final FrameTrace trace;

    Commands(Conversation conversation, Identities identities, RateLimiter limiter, Replies replies, FrameTrace trace) {
        this.conversation = conversation;
        this.identities = identities;
        this.limiter = limiter;
        this.replies = replies;
        this.trace = trace;
    }

    /** Does one command; whatever goes wrong becomes an {@code error} frame. */
    void run(Socket socket, ClientFrame frame) {
        trace.during(socket, frame, () -> attempt(socket, frame));
    }

    private void attempt(Socket socket, ClientFrame frame) {
        try {
            obey(socket, frame);
        } catch (RateLimited e) {
            FrameTrace.refused(e.code());
            replies.answer(socket, frame.id(), e.shown());
            if (socket.flood.refusal()) {
                socket.close(CloseCode.FLOOD);
            }
        } catch (ParleyException e) {
            FrameTrace.refused(e.code());
            replies.refuse(socket, frame.id(), e);
        } catch (RuntimeException e) {
            FrameTrace.refused(ErrorCode.INTERNAL);
            LOG.error("a command failed", e);
            replies.refuse(socket, frame.id(), new ParleyException(ErrorCode.INTERNAL, "Something went wrong here."));
        }
    }

    private void obey(Socket socket, ClientFrame frame) {
        var user = socket.caller().userId();
        var asker = Asker.of(socket, frame.id());
        switch (frame.message()) {
            case ClientMessage.Authenticate(var token) -> authenticate(socket, frame.id(), token);
            case ClientMessage.StartSession start ->
                socket.follows(conversation.start(user, start, asker).sessionId());
            case ClientMessage.ResumeSession resume -> {
                conversation.resume(user, resume, asker);
                socket.follows(resume.sessionId());
            }
            case ClientMessage.Say say -> say(socket, say, asker);
            case ClientMessage.Cancel(var session, var message) ->
                cancel(socket, session(socket, session), message, asker);
            case ClientMessage.SubmitFeedback submit -> submit(socket, submit, asker);
            case ClientMessage.MarkRead(var message) -> {
                var marked = conversation.read(user, message, asker);
                if (!marked.moved() || !socket.isIn(marked.message().sessionId())) {
                    var status = marked.message().status().wire();
                    replies.answer(socket, frame.id(), new ServerMessage.MessageStatusChanged(message, status));
                }
            }
            case ClientMessage.Ping(var payload) -> replies.pong(socket, frame.id(), payload);
            case ClientMessage.GetRateLimitStatus status -> {
                var session = socket.sessions().stream().findFirst();
                var limits = Views.limits(limiter.status(user, session, "websocket"));
                replies.answer(socket, frame.id(), new ServerMessage.RateLimitStatus(limits));
            }
            case ClientMessage.EndSession(var session) -> end(socket, session(socket, session), asker);
        }
    }

    // Events answer a command of a connection that follows the session; another connection is answered directly.

    private void cancel(Socket socket, String session, Optional<String> message, Asker asker) {
        var cancelled = conversation.cancel(socket.caller().userId(), session, message, asker);
        if (cancelled.isPresent() || !socket.isIn(session)) {
            replies.answer(socket, asker.id(), cancelled.orElseGet(() -> new ServerMessage.Cancelled(false, message)));
        }
    }

    private void end(Socket socket, String session, Asker asker) {
        boolean member = socket.isIn(session); // when it has ended, nobody is
        if (!conversation.end(socket.caller().userId(), session, asker)) {
            throw new ParleyException(ErrorCode.SESSION_ENDED, "The session has ended.");
        }
        if (!member) {
            replies.answer(socket, asker.id(), new ServerMessage.SessionEnded(session, "user"));
        }
    }

    private void authenticate(Socket socket, Optional<String> id, String token) {
        var fresh = identities
                .verify(token)
                .orElseThrow(() -> new ParleyException(ErrorCode.UNAUTHENTICATED, "The token is not good."));
        if (!fresh.userId().equals(socket.caller().userId())) {
            throw new ParleyException(ErrorCode.FORBIDDEN, "The token is another user's.");
        }
        socket.renew(fresh);
        replies.answer(socket, id, new ServerMessage.Authenticated(fresh.tokenExpiresAt()));
    }

    private void say(Socket socket, ClientMessage.Say say, Asker asker) {
        var user = socket.caller().userId();
        var session = session(socket, say.sessionId());
        boolean member = socket.isIn(session);
        boolean open = member || conversation.watch(user, session, Optional.empty(), socket);
        Conversation.Sent sent;
        try {
            sent = conversation.say(user, session, say, asker);
        } catch (ParleyException e) {
            open &= member || e.code() != ErrorCode.SESSION_ENDED;
            throw e;
        } finally {
            // Also where it is refused: the answer that runs was shown in part, and its end must follow.
            if (open) {
                socket.follows(session);
            } else {
                conversation.leave(session, socket);
            }
        }
        if (sent.duplicate()) {
            var message = sent.message();
            var received = new ServerMessage.MessageReceived(
                    message.messageId(), message.clientMessageId(), true, sent.position());
            replies.answer(socket, asker.id(), received);
        }
    }

    private void submit(Socket socket, ClientMessage.SubmitFeedback submit, Asker asker) {
        var user = socket.caller().userId();
        var given = new Answer(
                user,
                "websocket",
                submit.action(),
                submit.content(),
                submit.values().map(JsonNode.class::cast),
                submit.idempotencyKey());
        var outcome = conversation.answer(Optional.empty(), submit.requestId(), given, asker);
        if (!outcome.first() || !socket.isIn(outcome.request().sessionId())) {
            var view = new ServerMessage.FeedbackResolved(Views.of(outcome.request()));
            replies.answer(socket, asker.id(), view);
        }
    }

    /** The session that a frame names, or the only one of the connection; one that has just ended can say so. */
    private static String session(Socket socket, Optional<String> named) {
        return named.orElseGet(() -> {
            var open = socket.sessions();
            if (open.size() > 1) {
                throw ParleyException.invalid("session_id", "is missing: this connection has more than one session");
            }
            return open.stream()
                    .findFirst()
                    .or(socket::ended)
                    .orElseThrow(() ->
                            new ParleyException(ErrorCode.SESSION_NOT_FOUND, "This connection has no session open."));
        });
    }
}
