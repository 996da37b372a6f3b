package dev.parley.channel;

import dev.parley.core.Trace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;

/** Traces tries to deliver, as part of what brought the notice about, however long ago that was. */
@Singleton
public class DeliveryTrace {

    private final Tracer tracer;

    public DeliveryTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Makes a try inside a span of its own. */
    void during(Notice notice, Runnable attempt) {
        var span = tracer.spanBuilder("deliver " + notice.channel().wire())
                .setParent(Trace.of(notice.about().flatMap(Notice.Subject::trace)))
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("parley.notice.kind", notice.kind().wire())
                .setAttribute("parley.attempt", notice.attempt())
                .startSpan();
        Trace.whole(span, notice.about().map(Notice.Subject::sessionId), attempt);
    }

    /** What came of the try that this thread makes. */
    static void became(Progress progress) {
        switch (progress) {
            // Not why: some servers repeat the address.
            case Progress.Retrying again -> Span.current().setStatus(StatusCode.ERROR);
            case Progress.Dead dead -> Span.current().setStatus(StatusCode.ERROR);
            case Progress.Sent sent -> {}
            case Progress.Postponed later -> {}
            case Progress.Withdrawn never -> {}
        }
    }
}
