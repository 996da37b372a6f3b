package dev.parley.ws;

import dev.parley.conversation.Conversation;
import dev.parley.conversation.ConversationConfig;
import dev.parley.conversation.Draining;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.core.Tally;
import dev.parley.core.Time.Ticker;
import dev.parley.identity.FamilyRevoked;
import dev.parley.identity.Revocations;
import dev.parley.limit.LimitConfig;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.FrameReader;
import dev.parley.protocol.FrameWriter;
import dev.parley.protocol.ServerMessage;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The open sockets of this replica. */
@ApplicationScoped
class Sockets {

    static final TypedKey<Socket> SOCKET = new TypedKey<>("socket");
    private static final int MOST = 100_000;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Tally ofUsers = new Tally();
    private final Commands commands;
    private final Replies replies;
    private final Conversation conversation;
    private final ConversationConfig config;
    private final LimitConfig limits;
    private final Revocations revocations;
    private final Clock clock;
    private final Draining draining;
    private final Ticker ticker;
    private volatile boolean left;

    Sockets(
            Commands commands,
            Replies replies,
            Conversation conversation,
            ConversationConfig config,
            LimitConfig limits,
            Revocations revocations,
            Clock clock,
            SocketMeters meters,
            Draining draining,
            Ticker ticker) {
        this.draining = draining;
        this.commands = commands;
        this.replies = replies;
        this.conversation = conversation;
        this.config = config;
        this.limits = limits;
        this.revocations = revocations;
        this.clock = clock;
        this.ticker = ticker;
        meters.open(open::size);
    }

    /** Whether another socket may be opened. */
    boolean admits() {
        return !draining.on() && open.size() < MOST;
    }

    /** Whether this user may open another. Those whose upgrade is under way are not counted yet. */
    boolean admits(String userId) {
        return ofUsers.of(userId) < config.max();
    }

    void opened(WebSocketConnection connection) {
        var socket = new Socket(connection, new Flood(ticker, limits.frames()), conversation::leave);
        connection.userData().put(SOCKET, socket);
        connection.userData().remove(Upgrade.CALLER);
        Handshake.opened(connection.userData().remove(Upgrade.CHANNEL));
        open.add(socket);
        ofUsers.add(socket.caller().userId());
        // The sign-in may have been revoked between the check of the token and now.
        if (socket.caller().familyId().filter(revocations::revoked).isPresent()) {
            socket.close(CloseCode.TOKEN_OVER);
        }
        if (draining.on()) {
            socket.send(goodbye());
        }
        if (left) {
            socket.close(CloseCode.RESTART);
        }
    }

    /** On the event loop: what can be answered at once is, the rest waits in the connection's own order. */
    void received(WebSocketConnection connection, String text) {
        var socket = connection.userData().get(SOCKET);
        if (socket.closing()) {
            return;
        }
        if (socket.expired(clock.instant())) {
            socket.close(CloseCode.TOKEN_OVER);
            return;
        }
        if (socket.flood.frame()) {
            replies.flooded(socket);
            return;
        }
        try {
            var frame = FrameReader.read(text);
            if (frame.message() instanceof ClientMessage.Ping(var payload)) {
                replies.pong(socket, frame.id(), payload);
                return;
            }
            var inbox = frame.message() instanceof ClientMessage.Authenticate ? socket.renewals : socket.inbox;
            if (!inbox.offer(() -> commands.run(socket, frame), text.length())) {
                throw new ParleyException(ErrorCode.BUSY, "At most " + Inbox.MOST + " frames can wait at a time.");
            }
        } catch (ParleyException e) {
            replies.refuse(socket, FrameReader.id(text), e);
        }
    }

    void closed(WebSocketConnection connection) {
        var socket = connection.userData().get(SOCKET);
        if (open.remove(socket)) {
            ofUsers.remove(socket.caller().userId());
            socket.inbox.later(() -> socket.sessions().forEach(session -> conversation.leave(session, socket)));
        }
    }

    /** Every second: closes those whose token is over or who do not read, and lets those hear a heartbeat who heard nothing for so long. */
    @Scheduled(every = "1s", identity = "sockets", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        var now = clock.instant();
        var heartbeat = FrameWriter.write(new ServerMessage.Heartbeat(), now, Optional.empty(), Optional.empty());
        for (var socket : open) {
            if (socket.expired(now)) {
                socket.close(CloseCode.TOKEN_OVER);
            } else if (socket.stuck()) {
                socket.close(CloseCode.SLOW_READER);
            } else if (socket.silentSeconds() >= config.heartbeat().toSeconds()) {
                socket.send(heartbeat);
            }
        }
    }

    void revoked(@Observes FamilyRevoked revoked) {
        for (var socket : open) {
            if (socket.caller().familyId().filter(revoked.familyId()::equals).isPresent()) {
                socket.close(CloseCode.TOKEN_OVER);
            }
        }
    }

    /** Says to all that no more is begun here. */
    void sayGoodbye() {
        var frame = goodbye();
        open.forEach(socket -> socket.send(frame));
    }

    private String goodbye() {
        return FrameWriter.write(
                new ServerMessage.ServerDraining(1_000), clock.instant(), Optional.empty(), Optional.empty());
    }

    /** Ends when every socket was told. */
    CompletableFuture<Void> closeAll() {
        left = true;
        return CompletableFuture.allOf(
                open.stream().map(socket -> socket.close(CloseCode.RESTART)).toArray(CompletableFuture[]::new));
    }
}
