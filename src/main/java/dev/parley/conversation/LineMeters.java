package dev.parley.conversation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;

/** Shows how many turns wait in the lines of all sessions. */
@Singleton
class LineMeters {

    private final TurnStore turns;
    private volatile long waiting;

    LineMeters(MeterRegistry registry, TurnStore turns) {
        this.turns = turns;
        Gauge.builder("parley.turns.waiting", this, each -> each.waiting)
                .description("Turns that wait in the store, of all replicas")
                .register(registry);
    }

    /** Asks the store, so not whenever somebody looks. */
    @Scheduled(every = "15s", identity = "line", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void count() {
        waiting = turns.waiting();
    }
}
