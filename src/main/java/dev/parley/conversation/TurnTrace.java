package dev.parley.conversation;

import dev.parley.core.LogContext;
import dev.parley.core.Trace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.Map;

/** Traces turns: from the claim to the end, as part of what brought the turn about. */
@Singleton
class TurnTrace {

    private final Tracer tracer;

    TurnTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    Path begin(Turn turn) {
        var span = tracer.spanBuilder("turn")
                .setAttribute("parley.session_id", turn.sessionId())
                .setAttribute("parley.turn_id", turn.turnId())
                .startSpan();
        return new Path(span, LogContext.turn(turn.sessionId(), turn.turnId()));
    }

    /** The way of one turn over its threads. */
    record Path(Span span, Map<String, String> fields) {

        /** Does a step of it; all that is logged meanwhile names the turn and its session. */
        void during(Runnable step) {
            Trace.during(span, fields, step);
        }

        void first() {
            span.addEvent("first part");
        }

        void ended(Result result) {
            span.setAttribute("parley.finish", result.finish()).setAttribute("parley.tokens", result.tokens());
            result.failure().ifPresent(failure -> span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", failure.code().wire()));
        }

        void close() {
            span.end();
        }
    }
}
