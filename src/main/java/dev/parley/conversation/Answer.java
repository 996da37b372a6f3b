package dev.parley.conversation;

import dev.parley.agent.AgentCall;
import dev.parley.agent.AnswerListener;
import dev.parley.agent.Finish;
import dev.parley.agent.Question;
import dev.parley.agent.Usage;
import dev.parley.core.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A turn that runs. Parts of the answer pass through on the model's event loop straight into the room; what touches the
 * store happens on virtual threads, one step after the other.
 */
final class Answer implements AnswerListener {

    final Turn turn;
    final Asker asker;
    final Room room;
    final LiveAnswer live;
    final TurnTrace.Path path;
    /** Completed when the last event of the turn has been told. */
    final CompletableFuture<Void> told = new CompletableFuture<>();

    private final Turns turns;
    private final TurnMeters.Watch watch;
    private final ReentrantLock step = new ReentrantLock();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<AgentCall> call = new CompletableFuture<>();
    private volatile @Nullable Answer former;
    private volatile Runnable opened = () -> {};
    private volatile long read;
    private boolean started;

    Answer(Turn turn, Asker asker, Room room, Turns turns, TurnMeters.Watch watch, TurnTrace.Path path) {
        this.turn = turn;
        this.asker = asker;
        this.room = room;
        this.live = turn.streamed() ? room.begin(turn.answerId()) : LiveAnswer.ours(turn.answerId());
        this.turns = turns;
        this.watch = watch;
        this.path = path;
    }

    /** About how many tokens the model is given to read, where it does not count them itself. */
    void reads(long tokens) {
        read = tokens;
    }

    /** What to cancel when the answer is stopped. */
    void calls(AgentCall running) {
        call.complete(running);
    }

    /** What to do, besides telling the room, when the answer has begun; it must neither fail nor take long. */
    void whenOpened(Runnable then) {
        opened = then;
    }

    /** The beginning of what there is of it; nothing once it is over. */
    Optional<String> soFar(int most) {
        return over() ? Optional.empty() : Optional.of(room.soFar(live, most));
    }

    /** Names the answer before it, whose end may still have to be told. */
    void follows(@Nullable Answer before) {
        former = before;
    }

    /** The answer before it, while its end has not been told as far as this one knows. */
    Optional<Answer> former() {
        return Optional.ofNullable(former);
    }

    /** Returns when this answer may begin. */
    void awaitFormer() {
        former().ifPresent(before -> before.told.join());
        former = null;
    }

    boolean over() {
        return over.get();
    }

    @Override
    public void partial(String text) {
        if (over.get()) {
            return;
        }
        room.append(live, text);
        watch.chunk();
        if (!begun.get() && begun.compareAndSet(false, true)) {
            watch.first();
            path.first();
            Thread.startVirtualThread(() -> turns.guard(this, this::begin));
        }
    }

    private void begin() {
        step.lock();
        try {
            if (!over.get()) {
                var events = turns.begin(turn);
                started = true;
                room.publish(events, asker);
                opened.run();
            }
        } finally {
            step.unlock();
        }
    }

    @Override
    public void complete(Finish finish, Optional<Usage> usage, Optional<Question> question) {
        end(() -> switch (finish) {
            case COMPLETE -> Result.answered(room.seal(live), "complete", "respond", usage);
            case LENGTH -> Result.answered(room.seal(live), "length", "respond", usage);
            case ASKED -> Result.asked(room.seal(live), question.orElseThrow(), usage);
        });
    }

    @Override
    public void failed(ErrorCode code, String message, Optional<Usage> usage) {
        end(() -> Result.failed(room.seal(live), code, message, usage));
    }

    /** Ends the answer by a failure that is not the model's. */
    void fail(ErrorCode code, String message) {
        failed(code, message, Optional.empty());
    }

    /** Ends the answer with what there is of it; answers whether it was not over already. */
    boolean stop(String finish) {
        return end(() -> Result.stopped(room.seal(live), finish));
    }

    /** Ends the answer as if it had never been; answers whether it was not over already. */
    boolean drop() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            call.thenAccept(AgentCall::cancel);
        }
        return first;
    }

    void measured(Result result) {
        watch.ended(result);
        path.ended(result);
    }

    /** The first end counts; it is made durable on a thread that may wait. */
    boolean end(Supplier<Result> result) {
        if (!drop()) {
            return false;
        }
        Thread.startVirtualThread(() -> turns.guard(this, () -> {
            step.lock();
            try {
                turns.end(this, started, result.get().guessing(read));
            } finally {
                step.unlock();
            }
        }));
        return true;
    }
}
