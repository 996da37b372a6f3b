package dev.parley.rest;

import dev.parley.conversation.Listener;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Follows a session as a stream of server-sent events: the frame's type, the frame, and its number as the id. */
final class EventStream implements Listener {

    private static final int MOST_WAITING = 1_000;
    private static final long PATIENCE_SECONDS = 10;

    private final Sse sse;
    private final UnicastProcessor<OutboundSseEvent> events = UnicastProcessor.create();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final AtomicReference<Runnable> atEnd = new AtomicReference<>(() -> {});
    private Predicate<Frame> wanted = frame -> true;

    EventStream(Sse sse) {
        this.sse = sse;
    }

    /** Sends only the durable events. */
    EventStream durable() {
        wanted = frame -> frame.seq().isPresent();
        return this;
    }

    /** What to do once, when the stream is over, whoever ended it. */
    void onEnd(Runnable action) {
        atEnd.set(action);
    }

    Multi<OutboundSseEvent> stream() {
        return events.onItem()
                .invoke(() -> room.release())
                .onTermination()
                .invoke(() -> Thread.startVirtualThread(this::left));
    }

    private void left() {
        atEnd.getAndSet(() -> {}).run();
    }

    /** Ends the stream after what was sent. */
    void end() {
        events.onComplete();
        left();
    }

    /** Keeps the connection alive by a comment. */
    void beat() {
        if (room.tryAcquire()) {
            events.onNext(sse.newEventBuilder().comment("heartbeat").build());
        }
    }

    /** Fills the stream by work that may fail; then the stream ends. */
    void during(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            events.onError(e);
            left();
        }
    }

    @Override
    public void send(Frame frame) {
        if (wanted.test(frame)) {
            if (room.tryAcquire()) {
                emit(frame);
            } else {
                end();
            }
        }
        if (frame.type().equals("session_ended")) {
            Thread.startVirtualThread(this::end);
        }
    }

    @Override
    public void sendPatiently(Frame frame) {
        try {
            if (wanted.test(frame) && room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                emit(frame);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    @Override
    public void cutOff() {
        end();
    }

    private void emit(Frame frame) {
        var event = sse.newEventBuilder().name(frame.type()).data(String.class, frame.text());
        frame.seq().ifPresent(seq -> event.id(Long.toString(seq)));
        events.onNext(event.build());
    }
}
