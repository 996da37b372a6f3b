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

/**
 * A turn that runs. Parts of the answer pass through on the model's event loop straight into the room; what touches the
 * store happens on virtual threads, one step after the other.
 */
final class Answer implements AnswerListener {

    final Turn turn;
    final Asker asker;
    /** Completed when the last event of the turn has been told. */
    final CompletableFuture<Void> told = new CompletableFuture<>();

    private final Room room;
    private final Turns turns;
    private final ReentrantLock step = new ReentrantLock();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<AgentCall> call = new CompletableFuture<>();
    private boolean started;

    Answer(Turn turn, Asker asker, Room room, Turns turns) {
        this.turn = turn;
        this.asker = asker;
        this.room = room;
        this.turns = turns;
    }

    /** What to cancel when the answer is stopped. */
    void calls(AgentCall running) {
        call.complete(running);
    }

    @Override
    public void partial(String text) {
        if (over.get()) {
            return;
        }
        room.append(text);
        if (!begun.get() && begun.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> turns.guard(this, this::begin));
        }
    }

    private void begin() {
        step.lock();
        try {
            if (!over.get()) {
                started = true;
                room.publish(turns.begin(turn), asker);
            }
        } finally {
            step.unlock();
        }
    }

    @Override
    public void complete(Finish finish, Optional<Usage> usage, Optional<Question> question) {
        end(() -> switch (finish) {
            case COMPLETE -> Result.answered(room.text(), "complete", "respond", usage);
            case LENGTH -> Result.answered(room.text(), "length", "respond", usage);
            case ASKED -> Result.asked(room.text(), question.orElseThrow(), usage);
        });
    }

    @Override
    public void failed(ErrorCode code, String message) {
        end(() -> Result.failed(room.text(), code, message));
    }

    /** Ends the answer with what there is of it; answers whether it was not over already. */
    boolean stop(String finish) {
        return end(() -> Result.stopped(turn.streamed() ? room.text() : "", finish));
    }

    /** The first end counts; it is made durable on a thread that may wait. */
    boolean end(java.util.function.Supplier<Result> result) {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        call.thenAccept(AgentCall::cancel);
        Thread.startVirtualThread(() -> turns.guard(this, () -> {
            step.lock();
            try {
                turns.end(this, room, started, result.get());
            } finally {
                step.unlock();
            }
        }));
        return true;
    }
}
