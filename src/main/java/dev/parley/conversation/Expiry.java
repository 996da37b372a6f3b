package dev.parley.conversation;

import dev.parley.core.Transactions;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Ends what nobody came back to: sessions without activity, and questions without an answer. */
@ApplicationScoped
public class Expiry {

    private static final Logger LOG = Logger.getLogger(Expiry.class);
    private static final int BATCH = 200;

    private final Transactions transactions;
    private final SessionService sessions;
    private final Resolutions resolutions;
    private final Lapses lapses;
    private final Turns turns;
    private final Stops stops;
    private final Rooms rooms;
    private final TurnMeters meters;
    private final QuestionMeters questions;

    Expiry(
            Transactions transactions,
            SessionService sessions,
            Resolutions resolutions,
            Lapses lapses,
            Turns turns,
            Stops stops,
            Rooms rooms,
            TurnMeters meters,
            QuestionMeters questions) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.resolutions = resolutions;
        this.lapses = lapses;
        this.turns = turns;
        this.stops = stops;
        this.rooms = rooms;
        this.meters = meters;
        this.questions = questions;
    }

    /** How many came to their end. */
    public record Expired(int sessionsExpired, int feedbackExpired) {}

    @Scheduled(
            every = "${parley.expiry.every}",
            delayed = "${parley.expiry.every}",
            identity = "expiry",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        var expired = run();
        if (expired.sessionsExpired() + expired.feedbackExpired() > 0) {
            LOG.infof("expired %d sessions and %d questions", expired.sessionsExpired(), expired.feedbackExpired());
        }
    }

    /** Expires all that is due, batch by batch. Safe at any time and on several replicas: each thing expires once. */
    public Expired run() {
        var expired = new Expired(sessions(), feedback());
        meters.expired("sessions", expired.sessionsExpired());
        meters.expired("questions", expired.feedbackExpired());
        return expired;
    }

    private int sessions() {
        int count = 0;
        int batch;
        do {
            record Ended(List<SessionEvent> events, List<Turn> cleared) {}
            var ended = transactions.write(() -> {
                var last = sessions.expire(BATCH);
                var cleared = last.stream()
                        .flatMap(event -> resolutions.abandon(event.sessionId()).stream())
                        .toList();
                return new Ended(last, cleared);
            });
            ended.events().forEach(event -> rooms.publish(List.of(event), Asker.NOBODY));
            ended.cleared().forEach(stops::removed);
            batch = ended.events().size();
            count += batch;
        } while (batch == BATCH);
        return count;
    }

    private int feedback() {
        int count = 0;
        int batch;
        do {
            var expired = lapses.expire(BATCH);
            for (var each : expired) {
                var running = each.turn().map(turns::claim);
                rooms.publish(each.events(), Asker.NOBODY);
                running.ifPresent(turns::start);
                questions.lapsed(each);
            }
            batch = expired.size();
            count += batch;
        } while (batch == BATCH);
        return count;
    }
}
