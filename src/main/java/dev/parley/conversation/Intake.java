package dev.parley.conversation;

import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.limit.Decision;
import dev.parley.limit.RateLimiter;
import dev.parley.protocol.ClientMessage.OnBusy;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.ChatSession;
import dev.parley.session.Message;
import dev.parley.session.MessageStatus;
import dev.parley.session.MessageStore;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a message in: one transaction stores it, its place in the line, and the events that tell of both. */
@ApplicationScoped
class Intake {

    /** Messages that may wait in a session. Source: the wire contract. */
    private static final int LONGEST_LINE = 8;

    private final Transactions transactions;
    private final SessionService sessions;
    private final MessageStore messages;
    private final TurnStore turns;
    private final TurnLog log;
    private final Budget budget;
    private final RateLimiter limiter;
    private final Ids ids;
    private final Clock clock;

    Intake(
            Transactions transactions,
            SessionService sessions,
            MessageStore messages,
            TurnStore turns,
            TurnLog log,
            Budget budget,
            RateLimiter limiter,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.messages = messages;
        this.turns = turns;
        this.log = log;
        this.budget = budget;
        this.limiter = limiter;
        this.ids = ids;
        this.clock = clock;
    }

    /** A valid message of a user who is signed in. */
    record Draft(
            String turnId,
            String userId,
            String sessionId,
            String content,
            boolean stream,
            Optional<String> clientMessageId,
            String channel,
            OnBusy onBusy) {}

    /**
     * A message that is in the store.
     *
     * @param turn the work on it; empty for a duplicate
     */
    record Taken(Message message, boolean duplicate, int position, Optional<Turn> turn, List<SessionEvent> events) {

        /** The turn, if it runs now. */
        Optional<Turn> running() {
            return turn.filter(placed -> position == 0);
        }
    }

    /** @param meanwhile told of what was taken while it is on its way to the disk */
    Taken take(Draft draft, Consumer<Taken> meanwhile) {
        return transactions.write(() -> taken(draft), meanwhile);
    }

    private Taken taken(Draft draft) {
        var session = sessions.held(draft.userId(), draft.sessionId());
        var known = draft.clientMessageId().flatMap(id -> messages.byClientId(draft.sessionId(), id));
        if (known.isPresent()) {
            return duplicate(known.get(), draft);
        }
        var line = admit(session, draft);
        return store(session, line, draft);
    }

    private Taken duplicate(Message known, Draft draft) {
        if (!known.content().equals(draft.content())) {
            throw new ParleyException(
                    ErrorCode.IDEMPOTENCY_CONFLICT, "This client_message_id was used for another message.");
        }
        return new Taken(
                known, true, turns.position(known.sessionId(), known.messageId()), Optional.empty(), List.of());
    }

    /** Every other reason to refuse comes before the limits, so that a refusal costs nothing. */
    private TurnStore.Line admit(ChatSession session, Draft draft) {
        switch (session.status()) {
            case ACTIVE -> {}
            case PAUSED ->
                throw new ParleyException(ErrorCode.SESSION_PAUSED, "The session is paused; activate it first.");
            case ENDED -> throw new ParleyException(ErrorCode.SESSION_ENDED, "The session has ended.");
        }
        var line = turns.line(session.sessionId());
        if (line.running() && draft.onBusy() == OnBusy.REJECT) {
            throw new ParleyException(ErrorCode.BUSY, "An answer is running.");
        }
        // Who interrupts does not wait behind the others; one of them may come between two answers.
        int room = draft.onBusy() == OnBusy.INTERRUPT ? LONGEST_LINE + 1 : LONGEST_LINE;
        if (line.waiting() >= room) {
            throw new ParleyException(ErrorCode.BUSY, "At most " + LONGEST_LINE + " messages can wait.");
        }
        budget.admit(draft.userId(), !line.running() && line.waiting() == 0);
        if (limiter.take(draft.userId(), draft.sessionId(), draft.channel()) instanceof Decision.Refused refused) {
            throw new RateLimited(refused);
        }
        return line;
    }

    private Taken store(ChatSession session, TurnStore.Line line, Draft draft) {
        var messageId = ids.next();
        var turn = new Turn(
                draft.turnId(), session.sessionId(), messageId, ids.next(), Optional.empty(), draft.stream(), false);
        var placed = log.place(session, line, turn, draft.onBusy() == OnBusy.INTERRUPT);
        var drafts = new ArrayList<SessionEvent.Draft>();
        drafts.add(Events.of(new ServerMessage.MessageReceived(
                messageId, CallKey.hidden(draft.clientMessageId()), false, placed.position())));
        placed.thinking().ifPresent(drafts::add);
        var events = sessions.append(session, drafts);
        var message = new Message(
                messageId,
                session.sessionId(),
                events.getFirst().seq(),
                Message.Role.USER,
                draft.channel(),
                draft.content(),
                MessageStatus.SENT,
                Optional.empty(),
                draft.clientMessageId(),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
        messages.add(message);
        return new Taken(message, false, placed.position(), Optional.of(turn), events);
    }
}
