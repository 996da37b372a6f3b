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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs the turns of this replica, one at a time in a session, and ends those that another replica left behind. */
@ApplicationScoped
class Turns {

    private static final Logger LOG = Logger.getLogger(Turns.class);
    private static final int BATCH = 100;
    private static final String UNFORESEEN = "The answer failed for a reason that is in the server's log.";
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
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
    private final Draining draining;
    private final Clock clock;

    Turns(
            TurnLog log,
            TurnStore store,
            Restart restart,
            Briefing briefing,
            AgentService agent,
            Rooms rooms,
            Leases leases,
            Draining draining,
            Clock clock) {
        this.log = log;
        this.store = store;
        this.restart = restart;
        this.briefing = briefing;
        this.agent = agent;
        this.rooms = rooms;
        this.leases = leases;
        this.draining = draining;
        this.clock = clock;
    }

    /** Remembers who asked for a turn, before anybody can see it: it may run at once. */
    void expect(String turnId, Asker asker) {
        askers.put(turnId, asker);
    }

    /** The turn did not come to be. */
    void forget(String turnId) {
        askers.remove(turnId);
    }

    /** Lets go of whoever waits for a turn that was taken out of the line. */
    void removed(Turn turn) {
        asker(turn.turnId()).over().run();
    }

    /** Makes a turn that the store says is ours the running one; from now on it can be stopped. */
    Answer claim(Turn turn) {
        var answer = new Answer(turn, asker(turn.turnId()), rooms.hold(turn.sessionId()), this);
        var former = running.put(turn.sessionId(), answer);
        answer.follows(former);
        return answer;
    }

    /** Lets the agent work on it. */
    void start(Answer answer) {
        Thread.startVirtualThread(() -> guard(answer, () -> {
            answer.former().join();
            if (!answer.over()) {
                work(answer);
            }
        }));
    }

    private void run(Turn turn, List<SessionEvent> thinking) {
        var answer = claim(turn);
        answer.room.publish(thinking, answer.asker);
        start(answer);
    }

    private void work(Answer answer) {
        var turn = answer.turn;
        var brief = briefing.of(turn, answer.asker.listener().flatMap(Listener::loop));
        if (turn.streamed()) {
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
    void end(Answer answer, boolean started, Result result) {
        var turn = answer.turn;
        try {
            var end = endSurely(turn, started, result);
            tell(answer, result.silent(turn, started) ? result.failure() : Optional.empty(), end);
            end.next().ifPresent(next -> run(next, end.thinking()));
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

    private Asker asker(String turnId) {
        return Optional.ofNullable(askers.remove(turnId)).orElse(Asker.NOBODY);
    }

    /** @param unheard the failure of which no stream tells */
    private void tell(Answer answer, Optional<Result.Failure> unheard, TurnLog.End end) {
        answer.room.publish(
                end.before(),
                answer.asker,
                unheard.map(failure -> aside(answer, failure)).orElse(null));
        answer.room.publish(end.after(), answer.asker);
        if (unheard.isPresent() || end.before().isEmpty()) {
            answer.room.forget(answer.live);
        }
    }

    private Room.Aside aside(Answer answer, Result.Failure failure) {
        var code = failure.code();
        var problem = new ServerMessage.Problem(
                code.wire(), failure.message(), code.retryable(), Optional.empty(), Optional.empty());
        var session = Optional.of(answer.turn.sessionId());
        return new Room.Aside(
                problem.type(),
                FrameWriter.write(problem, clock.instant(), session, Optional.empty()),
                FrameWriter.write(problem, clock.instant(), session, answer.asker.id()));
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

    /** Ends what runs in the session of a turn that waits at the head of the line, so that it runs now. */
    void supersede(Turn waiting) {
        var answer = running.get(waiting.sessionId());
        if (answer != null && !answer.turn.turnId().equals(waiting.turnId())) {
            answer.stop("superseded");
        }
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

    /** Lets what runs come to its end, for so long; then it is interrupted. What waits stays in the line. */
    void drain(Duration grace) {
        await(grace);
        running.values().forEach(answer -> answer.failed(ErrorCode.INTERRUPTED, "The server restarts."));
        await(LAST_WORDS);
    }

    private void await(Duration most) {
        var told = running.values().stream().map(answer -> answer.told).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(told)
                .completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Lets waiting turns of a session run, where none does. */
    void resume(String sessionId) {
        if (!draining.on()) {
            var resumed = restart.next(sessionId);
            resumed.turn().ifPresent(turn -> run(turn, resumed.events()));
        }
    }

    /** A fault of ours ends the turn, and not the thread alone. */
    void guard(Answer answer, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (answer.over()) {
                LOG.debugf(e, "turn %s was stopped", answer.turn.turnId());
            } else {
                LOG.errorf(e, "turn %s failed", answer.turn.turnId());
            }
            answer.failed(e instanceof ParleyException known ? known.code() : ErrorCode.INTERNAL, UNFORESEEN);
        }
    }

    /** Renews our leases and looks after what others left. */
    @Scheduled(
            every = "5s",
            delayed = "1s",
            identity = "turns",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void watch() {
        store.renew(
                running.values().stream().map(answer -> answer.turn.turnId()).toList(), leases.fresh());
        if (draining.on()) {
            return;
        }
        for (var turn : store.abandoned(clock.instant(), BATCH)) {
            var end = log.endAbandoned(
                    turn, Result.failed("", ErrorCode.INTERRUPTED, "The server stopped in the middle of the answer."));
            rooms.publish(end.before(), Asker.NOBODY);
            rooms.publish(end.after(), Asker.NOBODY);
            end.next().ifPresent(next -> run(next, end.thinking()));
        }
        store.stalled(BATCH).forEach(this::resume);
    }
}
