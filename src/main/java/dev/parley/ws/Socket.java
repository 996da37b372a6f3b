package dev.parley.ws;

import dev.parley.conversation.Listener;
import dev.parley.identity.Caller;
import io.netty.channel.Channel;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** One connection: whose it is, which sessions it follows, and what is on its way out to it. */
final class Socket implements Listener {

    private static final Logger LOG = Logger.getLogger(Socket.class);
    /** Characters that may wait for a reader; more means that it does not read. */
    private static final long MOST_UNREAD = 2_000_000;
    /** So many waiting characters are a sign that the reader is slower than the answer. */
    private static final long CONGESTED = 64_000;

    // With the second in which it is noticed this makes less than the ten that the contract allows.
    private static final int STUCK_SECONDS = 7;
    private static final int LAST_CHANCE_MILLIS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    final Flood flood;
    final Inbox inbox = new Inbox();
    /** A fresh token that comes in time renews the socket in time, whatever is under way before it. */
    final Inbox renewals = new Inbox();

    private final WebSocketConnection connection;
    private final Channel channel;
    private final Outbox outbox;
    private final Optional<Context> loop;
    private final BiConsumer<String, Socket> leave;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final List<String> sessions = new ArrayList<>(1);
    private Optional<String> ended = Optional.empty();
    private volatile Caller caller;
    private volatile boolean spoken;
    private long silentSeconds;
    private int stalledSeconds;

    /** @param leave called once for each session that ended while the socket followed it, on a thread that may wait */
    Socket(WebSocketConnection connection, Flood flood, BiConsumer<String, Socket> leave) {
        this.connection = connection;
        this.flood = flood;
        this.leave = leave;
        this.caller = connection.userData().get(Upgrade.CALLER);
        this.channel = connection.userData().get(Upgrade.CHANNEL);
        this.outbox = channel.pipeline().get(Outbox.class);
        this.loop = Optional.ofNullable(Vertx.currentContext()).map(context -> ((ContextInternal) context).unwrap());
    }

    Caller caller() {
        return caller;
    }

    /** From now on the socket lives as long as the fresh token. */
    void renew(Caller fresh) {
        caller = fresh;
    }

    boolean expired(Instant now) {
        return !caller.tokenExpiresAt().isAfter(now);
    }

    /** Asked once a second: whether the reader has taken nothing of what waits for it for too long. */
    boolean stuck() {
        stalledSeconds = outbox.stalled() ? stalledSeconds + 1 : 0;
        return stalledSeconds >= STUCK_SECONDS;
    }

    /** Asked once a second: for how many of them nothing was sent. */
    long silentSeconds() {
        silentSeconds = spoken ? 0 : silentSeconds + 1;
        spoken = false;
        return silentSeconds;
    }

    synchronized void follows(String sessionId) {
        if (!sessions.contains(sessionId)) {
            sessions.add(sessionId);
        }
    }

    /** The session has ended; answers whether the socket followed it. */
    private synchronized boolean forget(String sessionId) {
        ended = Optional.of(sessionId);
        return sessions.remove(sessionId);
    }

    /** The last session that ended while the socket followed it. */
    synchronized Optional<String> ended() {
        return ended;
    }

    synchronized boolean isIn(String sessionId) {
        return sessions.contains(sessionId);
    }

    synchronized List<String> sessions() {
        return List.copyOf(sessions);
    }

    @Override
    public void send(Frame frame) {
        if (frame.type().equals("session_ended")) {
            frame.sessionId().ifPresent(this::leaves);
        }
        send(frame.text());
    }

    /** Commands behind this one are no longer of the session; the one that runs may be about to follow it. */
    private void leaves(String sessionId) {
        boolean followed = forget(sessionId);
        inbox.later(() -> {
            if (forget(sessionId) || followed) {
                leave.accept(sessionId, this);
            }
        });
    }

    void send(String text) {
        spoken = true;
        if (!closing.get() && outbox.send(text) > MOST_UNREAD) {
            close(CloseCode.SLOW_READER);
        }
    }

    @Override
    public void sendPatiently(Frame frame) {
        spoken = true;
        if (!closing.get()) {
            try {
                outbox.sendAndTell(frame.text()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                close(CloseCode.SLOW_READER);
            } catch (ExecutionException e) {
                lost(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Optional<Context> loop() {
        return loop;
    }

    @Override
    public boolean congested() {
        return outbox.waiting() > CONGESTED;
    }

    @Override
    public void cutOff() {
        close(CloseCode.SLOW_READER);
    }

    private void lost(Throwable cause) {
        LOG.debugf(cause, "a frame did not reach connection %s", connection.id());
    }

    /** Whether the socket was told to close, after which nothing more is heard or said. */
    boolean closing() {
        return closing.get();
    }

    /** Closes with the code; a client that does not take part is cut off. The future ends when the close is on its way. */
    CompletableFuture<Void> close(CloseCode why) {
        if (!closing.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        var closed = new CompletableFuture<Void>();
        long patience = why == CloseCode.SLOW_READER ? LAST_CHANCE_MILLIS : PATIENCE.toMillis();
        channel.eventLoop().schedule(outbox::cut, patience, TimeUnit.MILLISECONDS);
        outbox.afterwards(() -> connection.close(why.reason()).subscribe().with(closed::complete, failure -> {
            lost(failure);
            closed.complete(null);
        }));
        return closed;
    }
}
