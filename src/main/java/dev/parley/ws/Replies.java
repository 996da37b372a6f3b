package dev.parley.ws;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.limit.LimitConfig;
import dev.parley.protocol.FrameWriter;
import dev.parley.protocol.ServerMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said to one connection alone. */
@ApplicationScoped
class Replies {

    private static final long FLOOD_PAUSE = 1_000;

    private final LimitConfig limits;
    private final Clock clock;

    Replies(LimitConfig limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Answers at once, on the event loop: pings are heard while commands wait. */
    void pong(Socket socket, Optional<String> id, String payload) {
        socket.send(FrameWriter.pong(clock.instant(), id, payload));
    }

    /** Says why, and closes. */
    void flooded(Socket socket) {
        var exceeded = new ServerMessage.RateLimitExceeded(
                ErrorCode.RATE_LIMITED.wire(), "connection", limits.frames(), 0, FLOOD_PAUSE, List.of());
        answer(socket, Optional.empty(), exceeded);
        socket.close(CloseCode.FLOOD);
    }

    void answer(Socket socket, Optional<String> id, ServerMessage message) {
        socket.send(FrameWriter.write(message, clock.instant(), Optional.empty(), id));
    }

    void refuse(Socket socket, Optional<String> id, ParleyException e) {
        var details = e.errors().isEmpty() ? e.details() : Map.<String, Object>of("errors", e.errors());
        answer(
                socket,
                id,
                new ServerMessage.Problem(
                        e.code().wire(),
                        e.detail(),
                        e.code().retryable(),
                        e.retryAfter().map(Duration::toMillis),
                        details.isEmpty() ? Optional.empty() : Optional.of(details)));
    }
}
