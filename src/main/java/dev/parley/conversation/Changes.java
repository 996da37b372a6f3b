package dev.parley.conversation;

import dev.parley.core.Transactions;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.ChatSession;
import dev.parley.session.Message;
import dev.parley.session.MessageStatus;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import dev.parley.session.SessionStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the owner of a session may make of it: pause, describe and end it, and mark its messages. */
@ApplicationScoped
class Changes {

    private static final int ATTEMPTS_TO_END = 3;

    private final Validator validator;
    private final Transactions transactions;
    private final SessionService sessions;
    private final Turns turns;
    private final Stops stops;
    private final TurnStore turnStore;
    private final Resolutions resolutions;
    private final Rooms rooms;

    Changes(
            Validator validator,
            Transactions transactions,
            SessionService sessions,
            Turns turns,
            Stops stops,
            TurnStore turnStore,
            Resolutions resolutions,
            Rooms rooms) {
        this.validator = validator;
        this.transactions = transactions;
        this.sessions = sessions;
        this.turns = turns;
        this.stops = stops;
        this.turnStore = turnStore;
        this.resolutions = resolutions;
        this.rooms = rooms;
    }

    ChatSession update(
            String userId,
            String sessionId,
            Optional<SessionStatus> status,
            Optional<String> channel,
            Optional<String> metadata) {
        channel.ifPresent(name -> validator.channel("preferred_channel", name));
        record Updated(ChatSession session, List<SessionEvent> events) {}
        var updated = transactions.write(() -> {
            var session = sessions.update(sessions.held(userId, sessionId), status, channel, metadata);
            var event = Events.of(new ServerMessage.SessionUpdated(Views.of(session)));
            return new Updated(session, sessions.append(session, List.of(event)));
        });
        rooms.publish(updated.events(), Asker.NOBODY);
        if (updated.session().status() == SessionStatus.ACTIVE) {
            turns.resume(sessionId);
        }
        return sessions.owned(userId, sessionId);
    }

    boolean end(String userId, String sessionId, Asker asker) {
        sessions.owned(userId, sessionId);
        for (int attempts = 1; ; attempts++) {
            boolean last = attempts == ATTEMPTS_TO_END;
            stops.halt(sessionId, last);
            var ended = transactions.write(() -> ending(sessions.held(userId, sessionId), last));
            if (ended.isPresent()) {
                rooms.publish(ended.get().events(), asker);
                ended.get().cleared().forEach(stops::removed);
                return !ended.get().events().isEmpty();
            }
        }
    }

    private record Ended(List<SessionEvent> events, List<Turn> cleared) {}

    /** Nothing, if a message came in since the line was cleared and its answer runs. */
    private Optional<Ended> ending(ChatSession session, boolean evenSo) {
        if (session.ended()) {
            return Optional.of(new Ended(List.of(), List.of()));
        }
        if (!evenSo && turnStore.line(session.sessionId()).running()) {
            return Optional.empty();
        }
        sessions.end(session, "user");
        var cleared = turnStore.clear(session.sessionId());
        var drafts = new ArrayList<>(resolutions.withdraw(session));
        drafts.add(Events.of(new ServerMessage.SessionEnded(session.sessionId(), "user")));
        return Optional.of(new Ended(sessions.append(session, drafts), cleared));
    }

    Optional<ServerMessage.Cancelled> cancel(String userId, String sessionId, Optional<String> messageId, Asker asker) {
        sessions.owned(userId, sessionId);
        if (stops.stop(sessionId, messageId, "cancelled")) {
            return Optional.empty();
        }
        if (messageId.isPresent()) {
            record Removed(Optional<Turn> turn, List<SessionEvent> events) {}
            var tried = transactions.write(() -> {
                var session = sessions.held(userId, sessionId);
                var gone = turnStore.remove(sessionId, messageId.get());
                return new Removed(gone, gone.map(turn -> failed(session, turn)).orElse(List.of()));
            });
            var removed = tried.turn();
            if (removed.isEmpty() && stops.stop(sessionId, messageId, "cancelled")) {
                return Optional.empty(); // it came to run in the meantime
            }
            rooms.publish(tried.events(), Asker.NOBODY);
            removed.ifPresent(stops::removed);
            return Optional.of(new ServerMessage.Cancelled(removed.isEmpty(), removed.map(Turn::messageId)));
        }
        var withdrawn = transactions.write(() -> {
            var session = sessions.held(userId, sessionId);
            return sessions.append(session, resolutions.withdraw(session));
        });
        rooms.publish(withdrawn, asker);
        return withdrawn.isEmpty()
                ? Optional.of(new ServerMessage.Cancelled(true, Optional.empty()))
                : Optional.empty();
    }

    /** What was taken back is not left as if it still waited. */
    private List<SessionEvent> failed(ChatSession session, Turn turn) {
        var message = sessions.message(session.sessionId(), turn.messageId());
        if (turn.requestId().isPresent() || !message.status().canBecome(MessageStatus.FAILED)) {
            return List.of();
        }
        sessions.move(message, MessageStatus.FAILED);
        var event = new ServerMessage.MessageStatusChanged(message.messageId(), MessageStatus.FAILED.wire());
        return sessions.append(session, List.of(Events.of(event)));
    }

    Conversation.Marked mark(String userId, String sessionId, String messageId, MessageStatus next, Asker asker) {
        record Moved(Message message, List<SessionEvent> events) {}
        var marked = transactions.write(() -> {
            var session = sessions.held(userId, sessionId);
            var message = sessions.message(sessionId, messageId);
            var event = Events.of(new ServerMessage.MessageStatusChanged(messageId, next.wire()));
            boolean moved = sessions.move(message, next);
            return new Moved(
                    sessions.message(sessionId, messageId),
                    moved ? sessions.append(session, List.of(event)) : List.of());
        });
        rooms.publish(marked.events(), asker);
        return new Conversation.Marked(marked.message(), !marked.events().isEmpty());
    }
}
