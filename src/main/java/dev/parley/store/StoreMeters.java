package dev.parley.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;

/** Shows whether the store answers, as readiness tells it. */
@Singleton
class StoreMeters {

    private final Engine engine;
    private volatile boolean answers = true;

    StoreMeters(MeterRegistry registry, Engine engine) {
        this.engine = engine;
        Gauge.builder("parley.ready", this, each -> each.answers ? 1 : 0)
                .description("Whether a part that is needed for answers works: 0 while it does not")
                .tag("part", "store")
                .register(registry);
    }

    /** Asks the store, so not whenever somebody looks. */
    @Scheduled(every = "15s", identity = "store", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void ask() {
        answers = engine.answers();
    }
}
