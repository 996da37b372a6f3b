package dev.parley.agent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Shows whether the model could be reached the last time, as readiness tells it. */
@Singleton
@Startup
class ModelMeters {

    ModelMeters(MeterRegistry registry, AgentService agent) {
        Gauge.builder("parley.ready", agent, each -> each.reachable() ? 1 : 0)
                .description("Whether a part that is needed for answers works: 0 while it does not")
                .tag("part", "model")
                .register(registry);
    }
}
