package dev.parley.ws;

import dev.parley.core.ErrorCode;
import dev.parley.core.Trace;
import dev.parley.protocol.ClientFrame;
import dev.parley.protocol.ClientMessage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Traces what frames ask for: each begins a trace, and all that is done for it belongs there. */
@Singleton
class FrameTrace {

    private final Tracer tracer;

    FrameTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Does a command inside a span with the name of its kind. A ping is not worth one. */
    void during(Socket socket, ClientFrame frame, Runnable command) {
        if (frame.message() instanceof ClientMessage.Ping) {
            command.run();
            return;
        }
        var span = tracer.spanBuilder("frame " + frame.message().getClass().getSimpleName())
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        var session = named(frame.message()).or(() -> socket.sessions().stream().findFirst());
        Trace.whole(span, session, command);
    }

    /** The command that this thread does was refused; that is no fault of ours, unless it is. */
    static void refused(ErrorCode code) {
        var span = Span.current().setAttribute("error.type", code.wire());
        if (code.ours()) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static Optional<String> named(ClientMessage message) {
        return switch (message) {
            case ClientMessage.ResumeSession resume -> Optional.of(resume.sessionId());
            case ClientMessage.Say say -> say.sessionId();
            case ClientMessage.Cancel cancel -> cancel.sessionId();
            case ClientMessage.EndSession end -> end.sessionId();
            case ClientMessage.Authenticate a -> Optional.empty();
            case ClientMessage.StartSession s -> Optional.empty();
            case ClientMessage.SubmitFeedback f -> Optional.empty();
            case ClientMessage.MarkRead r -> Optional.empty();
            case ClientMessage.Ping p -> Optional.empty();
            case ClientMessage.GetRateLimitStatus g -> Optional.empty();
        };
    }
}
