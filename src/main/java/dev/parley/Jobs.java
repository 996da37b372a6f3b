package dev.parley;

import dev.parley.core.Order;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.SuccessfulExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What all scheduled jobs have in common: how they fail, and that they end first. */
@Singleton
class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class);

    private final Map<String, Set<List<Class<?>>>> failing = new ConcurrentHashMap<>();

    /** Says each kind of failure once until the job works again: a store that is away would be said every second. */
    void failed(@Observes FailedExecution failed) {
        var job = failed.getExecution().getTrigger().getId();
        if (failing.computeIfAbsent(job, first -> ConcurrentHashMap.newKeySet()).add(kind(failed.getException()))) {
            LOG.errorf(failed.getException(), "the job %s failed, and is tried again in its rhythm", job);
        }
    }

    private static List<Class<?>> kind(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    void worked(@Observes SuccessfulExecution worked) {
        var job = worked.getExecution().getTrigger().getId();
        if (failing.remove(job) != null) {
            LOG.infof("the job %s works again", job);
        }
    }

    /** No job begins once the program stops: it would find the store closed, and report that as a fault. */
    void end(@Observes @Priority(Order.JOBS_END) ShutdownEvent stopping, Scheduler scheduler) {
        scheduler.pause();
    }
}
