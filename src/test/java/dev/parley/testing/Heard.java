package dev.parley.testing;

import dev.parley.agent.AnswerListener;
import dev.parley.agent.Finish;
import dev.parley.agent.Question;
import dev.parley.agent.Usage;
import dev.parley.core.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A listener that remembers what it heard of a streamed answer. */
public final class Heard implements AnswerListener {

    public sealed interface End {
        record Complete(Finish finish, Optional<Usage> usage, Optional<Question> question) implements End {}

        record Failed(ErrorCode code, String message, Optional<Usage> usage) implements End {}
    }

    private final List<String> parts = new CopyOnWriteArrayList<>();
    private final List<End> ends = new CopyOnWriteArrayList<>();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private volatile String thread = "";

    @Override
    public void partial(String text) {
        thread = Thread.currentThread().getName();
        parts.add(text);
        first.complete(text);
    }

    @Override
    public void complete(Finish finish, Optional<Usage> usage, Optional<Question> question) {
        ended(new End.Complete(finish, usage, question));
    }

    @Override
    public void failed(ErrorCode code, String message, Optional<Usage> usage) {
        ended(new End.Failed(code, message, usage));
    }

    private void ended(End how) {
        thread = Thread.currentThread().getName();
        ends.add(how);
        end.complete(how);
    }

    public String text() {
        return String.join("", parts);
    }

    public List<String> parts() {
        return List.copyOf(parts);
    }

    /** Waits for the end. */
    public End end() {
        return end.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Waits for the first part. */
    public String first() {
        return first.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** How many ends there were; a good answer has one. */
    public int ends() {
        return ends.size();
    }

    /** On which thread it was called last. */
    public String thread() {
        return thread;
    }
}
