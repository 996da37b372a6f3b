package dev.parley.core;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The trace that the work of a thread belongs to. OpenTelemetry binds it to the thread, and ours changes threads: it is
 * handed on where that happens. While tracing is off there is none, and all this costs next to nothing.
 */
public final class Trace {

    /** As Quarkus names it where it binds a trace itself, at calls of REST. */
    private static final String TRACE = "traceId";

    private static final String SPAN = "spanId";
    private static final String WRITTEN = "traceparent";
    private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();

    Trace() {}

    /** Makes spans; none while tracing is off, when the SDK would still make them to drop them at their end. */
    @Produces
    @Singleton
    static Tracer tracer(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        return (off ? OpenTelemetry.noop() : telemetry).getTracer("dev.parley");
    }

    /** Does some work inside a span, not on an event loop; all that is logged meanwhile names both, and these fields. */
    public static void during(Span span, Map<String, String> fields, Runnable work) {
        if (!span.getSpanContext().isValid()) {
            LogContext.during(fields, work);
            return;
        }
        var named = new HashMap<>(fields);
        named.put(TRACE, span.getSpanContext().getTraceId());
        named.put(SPAN, span.getSpanContext().getSpanId());
        try (var bound = span.makeCurrent()) {
            LogContext.during(named, work);
        }
    }

    /** Does all the work of a span, as {@link #during}, and ends it. */
    public static void whole(Span span, Optional<String> session, Runnable work) {
        session.ifPresent(id -> span.setAttribute("parley.session_id", id));
        try {
            during(span, session.map(LogContext::session).orElse(Map.of()), work);
        } finally {
            span.end();
        }
    }

    /** The same work, of this thread's trace on whatever thread it is done. */
    public static Runnable carried(Runnable work) {
        var span = Span.current();
        return () -> during(span, Map.of(), work);
    }

    /** The same work, of this thread's trace on whatever thread it is done. */
    public static <T> Supplier<T> carried(Supplier<T> work) {
        return Span.current().getSpanContext().isValid() ? Context.current().wrapSupplier(work) : work;
    }

    /** What this thread does, to be written down and gone on with later: {@code traceparent} of W3C's Trace Context. */
    public static Optional<String> current() {
        var written = new HashMap<String, String>();
        FORM.inject(Context.current(), written, (map, name, value) -> written.put(name, value));
        return Optional.ofNullable(written.get(WRITTEN));
    }

    /** What was written down; something new, where it was nothing. */
    public static Context of(Optional<String> written) {
        return FORM.extract(Context.root(), written, Reading.INSTANCE);
    }

    private enum Reading implements TextMapGetter<Optional<String>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Optional<String> written) {
            return List.of(WRITTEN);
        }

        @Override
        public @Nullable String get(@Nullable Optional<String> written, String name) {
            return written != null && name.equals(WRITTEN) ? written.orElse(null) : null;
        }
    }
}
