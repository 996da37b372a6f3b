package dev.parley;

import dev.parley.core.Order;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** No scheduled job begins once the program stops: it would find the store closed, and report that as a fault. */
@Singleton
class Jobs {

    void end(@Observes @Priority(Order.JOBS_END) ShutdownEvent stopping, Scheduler scheduler) {
        scheduler.pause();
    }
}
