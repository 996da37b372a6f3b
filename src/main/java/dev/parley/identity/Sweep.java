package dev.parley.identity;

import dev.parley.core.IdempotencyStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Removes what no longer opens anything: tokens and tickets that have expired, and answers kept for retries. */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final Tokens tokens;
    private final Tickets tickets;
    private final IdempotencyStore answers;
    private final Clock clock;

    Sweep(Tokens tokens, Tickets tickets, IdempotencyStore answers, Clock clock) {
        this.tokens = tokens;
        this.tickets = tickets;
        this.answers = answers;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            identity = "sweep",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        var now = clock.instant();
        int ofTokens = tokens.sweep(now);
        int ofTickets = tickets.sweep(now);
        int ofAnswers = answers.sweep(now);
        LOG.debugf("swept %d tokens, %d tickets, %d answers", ofTokens, ofTickets, ofAnswers);
    }
}
