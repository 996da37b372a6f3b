package dev.parley.agent;

import dev.parley.core.LogContext;
import dev.parley.core.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Traces calls to the model by OpenTelemetry's conventions for generative AI. What people and the model say is in no span.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/">the conventions</a>
 */
@Singleton
class ModelTrace {

    private static final AttributeKey<List<String>> REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final Tracer tracer;

    ModelTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    Call begin(AgentService.Description model) {
        var span = tracer.spanBuilder("chat " + model.model())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", model.agent())
                .setAttribute("gen_ai.request.model", model.model())
                .startSpan();
        model.host().ifPresent(host -> span.setAttribute("server.address", host));
        return new Call(span);
    }

    /** One call under way. It has one end. */
    record Call(Span span) {

        void complete(Finish finish, Optional<Usage> usage) {
            span.setAttribute(REASONS, List.of(finish.name().toLowerCase(Locale.ROOT)));
            complete(usage);
        }

        void complete(Optional<Usage> usage) {
            usage.ifPresent(used -> span.setAttribute("gen_ai.usage.input_tokens", used.inputTokens())
                    .setAttribute("gen_ai.usage.output_tokens", used.outputTokens()));
            span.end();
        }

        /** What went wrong, by the agent's names, and noted in the log. */
        AgentFailure failed(AgentTurn turn, Throwable thrown) {
            var failure = AgentFailure.of(thrown);
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", failure.code().wire());
            span.end();
            // Not on the event loop: to write waits, and what a line says beside its words is not kept there.
            var fields = LogContext.turn(turn.sessionId(), turn.turnId());
            Thread.startVirtualThread(() -> Trace.during(span, fields, () -> failure.log(turn, thrown)));
            return failure;
        }

        void cancelled() {
            span.setAttribute("error.type", "cancelled");
            span.end();
        }
    }
}
