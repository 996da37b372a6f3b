package dev.parley.conversation;

import dev.parley.agent.AgentAction;
import dev.parley.agent.AgentService;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.protocol.FrameWriter;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.SessionEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Runs the turns of this replica, one at a time in a session, and ends those that another replica left behind. */
@ApplicationScoped
class Turns {

    private static final Logger LOG = Logger.getLogger(Turns.class);
    private static final int BATCH = 100;
    private static final String UNFORESEEN = "The answer failed for a reason that is in the server's log.";
    private static final Executor VIRTUAL = Thread::startVirtualThread;

    private final ConcurrentHashMap<String, Answer> running = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Asker> askers = new ConcurrentHashMap<>();
    private final TurnLog log;
    private final TurnStore store;
    private final Restart restart;
    private final Briefing briefing;
    private final AgentService agent;
    private final Rooms rooms;
    private final Leases leases;
    private final Clock clock;

    Turns(
            TurnLog log,
            TurnStore store,
            Restart restart,
            Briefing briefing,
            AgentService agent,
            Rooms rooms,
            Leases leases,
            Clock clock) {
        this.log = log;
        this.store = store;
        this.restart = restart;
        this.briefing = briefing;
        this.agent = agent;
        this.rooms = rooms;
        this.leases = leases;
        this.clock = clock;
    }

    /** Remembers who waits for a queued turn. */
    void queued(Turn turn, Asker asker) {
        askers.put(turn.turnId(), asker);
    }

    /** Lets go of whoever waits for a turn that was taken out of the line. */
    void removed(Turn turn) {
        asker(turn).over().run();
    }

    /** Runs a turn that the store says is ours. */
    void run(Turn turn, Asker asker) {
        Thread.startVirtualThread(() -> {
            var answer = new Answer(turn, asker, rooms.hold(turn.sessionId()), this);
            var former = running.put(turn.sessionId(), answer);
            if (former != null) {
                former.told.join();
            }
            guard(answer, () -> work(answer));
        });
    }

    private void work(Answer answer) {
        var turn = answer.turn;
        var brief = briefing.of(turn);
        if (turn.streamed()) {
            rooms.find(turn.sessionId()).ifPresent(room -> room.begin(turn.answerId()));
            answer.calls(agent.stream(brief, answer));
            return;
        }
        var thread = Thread.currentThread();
        answer.calls(thread::interrupt);
        var whole = turn.requestId().isPresent() ? agent.next(brief) : agent.whole(brief);
        var result =
                switch (whole.action()) {
                    case AgentAction.Respond(var content) ->
                        Result.answered(content, "complete", "respond", whole.usage());
                    case AgentAction.Think(var thought) -> Result.answered(thought, "complete", "think", whole.usage());
                    case AgentAction.Clarify(var question) ->
                        Result.asked(question, Briefing.clarification(question), whole.usage());
                    case AgentAction.RequestFeedback(var question) ->
                        Result.asked(question.prompt(), question, whole.usage());
                    case AgentAction.Fail(var code, var message) -> Result.failed("", code, message);
                };
        answer.end(() -> result);
    }

    List<SessionEvent> begin(Turn turn) {
        return log.begin(turn);
    }

    /** Makes the end durable, tells of it, and lets the next turn run. */
    void end(Answer answer, Room room, boolean started, Result result) {
        var turn = answer.turn;
        try {
            var end = endSurely(turn, started, result);
            tell(turn, answer.asker, room, started, result, end);
            end.next().ifPresent(next -> run(next, asker(next)));
        } finally {
            running.remove(turn.sessionId(), answer);
            rooms.release(turn.sessionId());
            answer.told.complete(null);
            answer.asker.over().run();
        }
    }

    /** Waits for a store that is away; an end that cannot be stored as it is becomes a failure that can. */
    private TurnLog.End endSurely(Turn turn, boolean started, Result result) {
        return Uni.createFrom()
                .item(() -> log.end(turn, started, result))
                .onFailure(Turns::refused)
                .recoverWithItem(cause -> {
                    LOG.errorf(cause, "the end of turn %s cannot be stored", turn.turnId());
                    return log.end(turn, started, Result.failed(result.content(), ErrorCode.INTERNAL, UNFORESEEN));
                })
                .onFailure(Turns::storeIsAway)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .expireIn(Duration.ofMinutes(5).toMillis())
                .runSubscriptionOn(VIRTUAL)
                .await()
                .indefinitely();
    }

    private static boolean storeIsAway(Throwable cause) {
        return cause instanceof ParleyException known && known.code() == ErrorCode.STORE_UNAVAILABLE;
    }

    private static boolean refused(Throwable cause) {
        return !storeIsAway(cause);
    }

    private Asker asker(Turn turn) {
        return Optional.ofNullable(askers.remove(turn.turnId())).orElse(Asker.NOBODY);
    }

    private void tell(Turn turn, Asker asker, Room room, boolean started, Result result, TurnLog.End end) {
        room.publish(end.before(), asker);
        boolean silent = turn.streamed() && !started;
        result.failure().filter(failure -> silent).ifPresent(failure -> {
            var problem = new ServerMessage.Problem(
                    failure.code().wire(),
                    failure.message(),
                    failure.code().retryable(),
                    Optional.empty(),
                    Optional.empty());
            var session = Optional.of(turn.sessionId());
            room.say(
                    problem.type(),
                    FrameWriter.write(problem, clock.instant(), session, Optional.empty()),
                    asker,
                    FrameWriter.write(problem, clock.instant(), session, asker.id()));
        });
        room.publish(end.after(), asker);
    }

    /** Ends the running answer of a session; answers whether there was one on this replica. */
    boolean stop(String sessionId, Optional<String> messageId, String finish) {
        var answer = running.get(sessionId);
        return answer != null
                && messageId
                        .map(id -> id.equals(answer.turn.messageId()) || id.equals(answer.turn.answerId()))
                        .orElse(true)
                && answer.stop(finish);
    }

    /** Takes what waits out of the line and ends what runs; returns when its end has been told. */
    void halt(String sessionId) {
        store.clear(sessionId).forEach(this::removed);
        var answer = running.get(sessionId);
        if (answer != null) {
            answer.stop("cancelled");
            answer.told.join();
        }
    }

    /** Whether no answer runs on this replica. */
    boolean quiet() {
        return running.isEmpty();
    }

    /** Lets waiting turns of a session run, where none does. */
    void resume(String sessionId) {
        var resumed = restart.next(sessionId);
        rooms.publish(resumed.events(), Asker.NOBODY);
        resumed.turn().ifPresent(turn -> run(turn, asker(turn)));
    }

    /** A fault of ours ends the turn, and not the thread alone. */
    void guard(Answer answer, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "turn %s failed", answer.turn.turnId());
            answer.failed(ErrorCode.INTERNAL, UNFORESEEN);
        }
    }

    /** Renews our leases and looks after what others left. */
    @Scheduled(every = "5s", delayed = "1s", identity = "turns")
    @RunOnVirtualThread
    void watch() {
        store.renew(
                running.values().stream().map(answer -> answer.turn.turnId()).toList(), leases.fresh());
        for (var turn : store.abandoned(clock.instant(), BATCH)) {
            var end = log.endAbandoned(
                    turn, Result.failed("", ErrorCode.INTERRUPTED, "The server stopped in the middle of the answer."));
            rooms.publish(end.before(), Asker.NOBODY);
            rooms.publish(end.after(), Asker.NOBODY);
            end.next().ifPresent(next -> run(next, asker(next)));
        }
        store.stalled(BATCH).forEach(this::resume);
    }
}
