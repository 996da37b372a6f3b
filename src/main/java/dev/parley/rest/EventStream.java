package dev.parley.rest;

import dev.parley.conversation.Listener;
import dev.parley.identity.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a session as a stream of server-sent events: the frame's type, the frame, and its number as the id. A reader that
 * does not read is cut off; it can come back to where it was.
 */
final class EventStream implements Listener {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final int MOST_WAITING = 1_000;
    private static final long PATIENCE_SECONDS = 10;

    private final Sse sse;
    private final Caller caller;
    private final Consumer<EventStream> atEnd;
    private final UnicastProcessor<OutboundSseEvent> events = UnicastProcessor.create();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    /** Frames come from several threads, the processor takes one at a time. */
    private final ReentrantLock lock = new ReentrantLock();

    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Frame> early = new ArrayList<>();
    private @Nullable Selection selection;
    private boolean endsEarly;
    private boolean began;
    private boolean spoke;
    private long silentSeconds;

    /** @param atEnd called once, whoever ends the stream, on a thread that may wait */
    EventStream(Sse sse, Caller caller, Consumer<EventStream> atEnd) {
        this.sse = sse;
        this.caller = caller;
        this.atEnd = atEnd;
    }

    /** What of a session goes into a stream. Called by one thread at a time. */
    interface Selection {
        boolean wants(Frame frame);

        /** Whether the stream is over after this frame, wanted or not. */
        boolean endsWith(Frame frame);
    }

    /** Says what goes into the stream; until then all frames wait. */
    EventStream select(Selection wanted) {
        lock.lock();
        try {
            selection = wanted;
            early.forEach(this::take);
            early.clear();
            if (endsEarly) {
                end();
            }
        } finally {
            lock.unlock();
        }
        return this;
    }

    Caller caller() {
        return caller;
    }

    Multi<OutboundSseEvent> stream() {
        return events.onItem().invoke(() -> room.release()).onTermination().invoke(this::left);
    }

    /** Nobody reads the stream any more, or ever will. */
    void left() {
        if (over.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> atEnd.accept(this));
        }
    }

    boolean isOver() {
        return over.get();
    }

    /** Ends the stream after what was sent. */
    void end() {
        lock.lock();
        try {
            if (selection == null) {
                endsEarly = true;
                return;
            }
            events.onComplete();
        } finally {
            lock.unlock();
        }
        left();
    }

    /** Called once a second: keeps the connection alive by a comment when nothing else did for so many of them. */
    void tick(long heartbeat) {
        lock.lock();
        try {
            silentSeconds = spoke ? 0 : silentSeconds + 1;
            spoke = false;
            if (silentSeconds >= heartbeat && !isOver() && room.tryAcquire()) {
                events.onNext(sse.newEventBuilder().comment("heartbeat").build());
                silentSeconds = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream in a way that its reader can tell from a good end. */
    void fail(RuntimeException cause) {
        lock.lock();
        try {
            if (began) { // else it becomes a problem, which is logged
                LOG.errorf(cause, "a stream of events is torn");
            }
            events.onError(cause);
        } finally {
            lock.unlock();
        }
        left();
    }

    @Override
    public void send(Frame frame) {
        lock.lock();
        try {
            take(frame);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sendPatiently(Frame frame) {
        try {
            if (!isOver() && room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                room.release();
            }
            send(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /** Chunks are joined long before there is no room left for an event. */
    @Override
    public boolean congested() {
        return room.availablePermits() < MOST_WAITING / 2;
    }

    @Override
    public void cutOff() {
        end();
    }

    @Override
    public boolean marksReplays() {
        return false;
    }

    private void take(Frame frame) {
        if (selection == null) {
            early.add(frame);
        } else if (!isOver()) {
            boolean fits = !selection.wants(frame) || emit(frame);
            if (!fits || selection.endsWith(frame)) {
                end();
            }
        }
    }

    private boolean emit(Frame frame) {
        if (!room.tryAcquire()) {
            return false;
        }
        var event = sse.newEventBuilder().name(frame.type()).data(String.class, frame.text());
        frame.seq().ifPresent(seq -> event.id(Long.toString(seq)));
        events.onNext(event.build());
        began = true;
        spoke = true;
        return true;
    }
}
