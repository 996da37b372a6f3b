package dev.parley.privacy;

import dev.parley.session.SessionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Removes sessions that ended long ago, if the settings say how long that is. */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int BATCH = 100;

    private final Holdings holdings;
    private final SessionConfig config;
    private final Clock clock;

    Retention(Holdings holdings, SessionConfig config, Clock clock) {
        this.holdings = holdings;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            identity = "retention",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        int removed = run();
        if (removed > 0) {
            LOG.infof("removed %d sessions that ended long ago", removed);
        }
    }

    /** Removes all that are due, each in a transaction of its own; safe at any time and on several replicas. */
    int run() {
        return config.retention()
                .map(kept -> {
                    var then = clock.instant().minus(kept);
                    int count = 0;
                    var batch = holdings.endedBefore(then, BATCH);
                    while (!batch.isEmpty()) {
                        batch.forEach(holdings::removeSession);
                        count += batch.size();
                        batch = holdings.endedBefore(then, BATCH);
                    }
                    return count;
                })
                .orElse(0);
    }
}
