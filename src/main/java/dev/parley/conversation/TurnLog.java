package dev.parley.conversation;

import dev.parley.core.Transactions;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.ChatSession;
import dev.parley.session.Message;
import dev.parley.session.MessageStatus;
import dev.parley.session.MessageStore;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import dev.parley.session.SessionStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The steps of a turn as the store sees them: at most three commits an answer, and none for a chunk. */
@ApplicationScoped
class TurnLog {

    private final Transactions transactions;
    private final SessionService sessions;
    private final MessageStore messages;
    private final TurnStore turns;
    private final StateLog states;
    private final Questions questions;
    private final Outreach outreach;
    private final Leases leases;
    private final Draining draining;
    private final Budget budget;
    private final Clock clock;

    TurnLog(
            Transactions transactions,
            SessionService sessions,
            MessageStore messages,
            TurnStore turns,
            StateLog states,
            Questions questions,
            Outreach outreach,
            Leases leases,
            Draining draining,
            Budget budget,
            Clock clock) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.messages = messages;
        this.turns = turns;
        this.states = states;
        this.questions = questions;
        this.outreach = outreach;
        this.leases = leases;
        this.draining = draining;
        this.budget = budget;
        this.clock = clock;
    }

    /** Where a new turn stands: 0 runs now; then the event that says so. */
    record Placed(int position, Optional<SessionEvent.Draft> thinking) {}

    /** Puts a new turn into the line of a held session, or lets it run at once. */
    Placed place(ChatSession session, TurnStore.Line line, Turn turn, boolean atHead) {
        if (line.running() || line.waiting() > 0 || session.status() != SessionStatus.ACTIVE || draining.on()) {
            long place = turn.requestId().isPresent() ? line.following() : atHead ? line.head() : line.tail();
            turns.enqueue(turn, place, leases.owner());
            return new Placed(atHead ? 1 : line.waiting() + 1, Optional.empty());
        }
        turns.run(turn, leases.fresh());
        return new Placed(0, Optional.of(states.thinking(session)));
    }

    /** The first part of an answer is there: {@code stream_start}. Nothing, if the turn is no longer ours. */
    List<SessionEvent> begin(Turn turn) {
        return transactions.write(() -> sessions.held(turn.sessionId())
                .filter(session -> turns.start(turn.turnId(), leases.owner()))
                .map(session -> sessions.append(session, opening(session, turn)))
                .orElse(List.of()));
    }

    /**
     * The end of a turn.
     *
     * @param before the events up to the failure, which an {@code error} frame follows where no stream tells of it
     * @param after the other events
     * @param next the turn that runs now
     * @param thinking the event that says so
     * @param successor the other replica that the next turn belongs to
     */
    record End(
            List<SessionEvent> before,
            List<SessionEvent> after,
            Optional<Turn> next,
            List<SessionEvent> thinking,
            Optional<String> successor) {
        static final End NOT_OURS = new End(List.of(), List.of(), Optional.empty(), List.of(), Optional.empty());

        /** The number of its last event. */
        Optional<Long> last() {
            return Stream.of(after, before)
                    .filter(events -> !events.isEmpty())
                    .map(events -> events.getLast().seq())
                    .findFirst();
        }
    }

    End end(Turn turn, boolean started, Result result) {
        return transactions.write(() -> sessions.held(turn.sessionId())
                .filter(session -> turns.end(turn.turnId(), leases.owner()))
                .map(session -> end(session, turn, started, result))
                .orElse(End.NOT_OURS));
    }

    /** @param claim takes the turn out of the store; answers it as it was, if it is ours to end */
    End end(Turn turn, Result result, Function<Turn, Optional<Turn>> claim) {
        return transactions.write(() -> sessions.held(turn.sessionId())
                .flatMap(session -> claim.apply(turn).map(was -> end(session, was, was.started(), result)))
                .orElse(End.NOT_OURS));
    }

    private End end(ChatSession session, Turn turn, boolean started, Result came) {
        var result = asking(session, came);
        budget.spent(session.userId(), result.tokens());
        var drafts = new ArrayList<SessionEvent.Draft>();
        boolean silent = result.silent(turn, started);
        if (!silent) {
            if (turn.streamed() && !started) {
                drafts.addAll(opening(session, turn));
            }
            drafts.add(Events.closing(turn, result));
        }
        result.failure().ifPresent(failure -> drafts.add(states.failed(session, failure.code())));
        int told = drafts.size();
        result.question().ifPresent(question -> drafts.add(questions.ask(session, turn, question)));
        drafts.add(states.rest(session, turn));
        var successor = leases.successor(session.sessionId());
        var next = session.status() == SessionStatus.ACTIVE && !draining.on() && successor.isEmpty()
                ? turns.next(session.sessionId(), leases.fresh())
                : Optional.<Turn>empty();
        int own = drafts.size();
        next.ifPresent(turnOfNext -> drafts.add(states.thinking(session)));
        var events = sessions.append(session, drafts);
        var channel = messages.find(turn.sessionId(), turn.messageId())
                .map(Message::channel)
                .orElse("websocket");
        if (!silent) {
            messages.add(answer(turn, result, channel, events));
        }
        outreach.answer(session, turn.answerId(), channel); // also that there is none
        return new End(
                events.subList(0, told),
                events.subList(told, own),
                next,
                events.subList(own, events.size()),
                successor);
    }

    /** What asks a person ends otherwise where that cannot be. */
    private Result asking(ChatSession session, Result came) {
        if (came.question().isEmpty()) {
            return came;
        }
        return session.ended() ? came.pointless() : questions.tooMany(session) ? came.unasked() : came;
    }

    private List<SessionEvent.Draft> opening(ChatSession session, Turn turn) {
        return List.of(
                states.responding(session),
                Events.of(new ServerMessage.StreamStart(turn.answerId(), turn.messageId())));
    }

    private Message answer(Turn turn, Result result, String channel, List<SessionEvent> events) {
        long seq = events.stream()
                .filter(event ->
                        event.type().equals("stream_end") || event.type().equals("message"))
                .mapToLong(SessionEvent::seq)
                .findFirst()
                .orElseThrow();
        return new Message(
                turn.answerId(),
                turn.sessionId(),
                seq,
                Message.Role.ASSISTANT,
                channel,
                result.content(),
                MessageStatus.SENT,
                Optional.of(result.action()),
                Optional.empty(),
                Optional.of(turn.messageId()),
                Optional.of(result.finish()),
                clock.instant());
    }
}
