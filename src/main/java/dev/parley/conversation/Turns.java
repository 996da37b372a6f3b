package dev.parley.conversation;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.core.Trace;
import dev.parley.session.SessionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs the turns of this replica, one at a time in a session. */
@ApplicationScoped
class Turns {

    private static final Logger LOG = Logger.getLogger(Turns.class);
    static final String UNFORESEEN = "The answer failed for a reason that is in the server's log.";
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final ConcurrentHashMap<String, Answer> running = new ConcurrentHashMap<>();
    private final Askers askers;
    private final TurnLog log;
    private final Restart restart;
    private final Work work;
    private final Closing closing;
    private final Rooms rooms;
    private final Draining draining;
    private final Epilogue epilogue;
    private final TurnMeters meters;
    private final TurnTrace trace;

    Turns(
            Askers askers,
            TurnLog log,
            Restart restart,
            Work work,
            Closing closing,
            Rooms rooms,
            Draining draining,
            Epilogue epilogue,
            Budget budget,
            TurnMeters meters,
            TurnTrace trace) {
        this.askers = askers;
        this.log = log;
        this.restart = restart;
        this.work = work;
        this.closing = closing;
        this.rooms = rooms;
        this.draining = draining;
        this.epilogue = epilogue;
        this.meters = meters;
        this.trace = trace;
        budget.watch(running::size);
        meters.running(running::size);
    }

    /** Makes a turn that the store says is ours the running one; from now on it can be stopped. */
    Answer claim(Turn turn) {
        var room = rooms.holdAnyway(turn.sessionId());
        var answer = new Answer(turn, askers.of(turn.turnId()), room, this, meters.begin(), trace.begin(turn));
        answer.follows(running.put(turn.sessionId(), answer));
        return answer;
    }

    /** Lets the agent work on it. */
    void start(Answer answer) {
        Thread.startVirtualThread(() -> work(answer, Optional.empty()));
    }

    private void work(Answer answer, Optional<Work.Briefed> briefed) {
        guard(answer, () -> {
            answer.awaitFormer();
            if (!answer.over()) {
                work.on(answer, briefed);
            }
        });
    }

    /** Lets the agent work on what was just said. Returns at once. */
    Ahead ahead(Turn turn, Work.Briefed briefed) {
        var claimed = new CompletableFuture<Answer>();
        Thread.startVirtualThread(Trace.carried(() -> {
            try {
                claimed.complete(claim(turn));
            } catch (RuntimeException | Error e) {
                claimed.completeExceptionally(e);
                return;
            }
            work(claimed.join(), Optional.of(briefed));
        }));
        return new Ahead(this, claimed);
    }

    void abandon(Answer answer) {
        if (answer.drop()) {
            answer.room.forget(answer.live);
            release(answer, CompletableFuture.completedFuture(null));
        }
    }

    /** Runs the next turn of a session, once it is told that the agent sets to work on it. */
    void run(Turn turn, List<SessionEvent> thinking) {
        var answer = claim(turn);
        answer.room.publish(thinking, answer.asker);
        start(answer);
    }

    List<SessionEvent> begin(Turn turn) {
        return log.begin(turn);
    }

    /** Makes the end durable, tells of it, and lets the next turn run. */
    void end(Answer answer, boolean started, Result result) {
        var turn = answer.turn;
        var told = CompletableFuture.<Void>completedFuture(null);
        try {
            var end = closing.end(turn, started, result);
            answer.measured(result);
            epilogue.tell(answer, result.silent(turn, started) ? result.failure() : Optional.empty(), end);
            told = end.last().map(answer.room::told).orElse(told);
            end.next().ifPresent(next -> run(next, end.thinking()));
        } finally {
            release(answer, told);
        }
    }

    /** @param told when all is told: an event that another wrote before may still be on its way to the room */
    private void release(Answer answer, CompletableFuture<Void> told) {
        var session = answer.turn.sessionId();
        answer.former().ifPresent(former -> running.replace(session, answer, former));
        answer.former().filter(former -> former.told.isDone()).ifPresent(former -> running.remove(session, former));
        running.remove(session, answer);
        rooms.release(session);
        answer.path.close();
        answer.told.complete(null);
        told.thenRun(answer.asker.over());
    }

    /** Ends the running answer of a session; answers whether there was one on this replica. */
    boolean stop(String sessionId, Optional<String> messageId, String finish) {
        var answer = running.get(sessionId);
        return answer != null && messageId.map(answer.turn::concerns).orElse(true) && answer.stop(finish);
    }

    /** The answer that runs in a session on this replica. */
    Optional<Answer> running(String sessionId) {
        return Optional.ofNullable(running.get(sessionId));
    }

    /** Lets what runs come to its end, for so long; then it is interrupted. What waits stays in the line. */
    void drain(Duration grace) {
        await(grace);
        running.values().forEach(answer -> answer.fail(ErrorCode.INTERRUPTED, "The server restarts."));
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
        answer.path.during(() -> attempt(answer, step));
    }

    private static void attempt(Answer answer, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (answer.over()) {
                LOG.debugf(e, "turn %s was stopped", answer.turn.turnId());
            } else {
                LOG.errorf(e, "turn %s failed", answer.turn.turnId());
            }
            answer.fail(e instanceof ParleyException known ? known.code() : ErrorCode.INTERNAL, UNFORESEEN);
        }
    }

    /** The turns that run here, whose leases want to be renewed. */
    List<String> ids() {
        return running.values().stream().map(answer -> answer.turn.turnId()).toList();
    }
}
