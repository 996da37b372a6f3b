package dev.parley.channel;

import dev.parley.core.OpaqueToken;
import dev.parley.core.Transactions;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Sends what is in the outbox. Any number of replicas may do so: each notice is taken out by one, and comes back if that
 * one is not heard of again.
 */
@ApplicationScoped
public class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int BATCH = 16;
    /** Tries that nobody heard the end of, because a worker died, are made up for so often. */
    private static final int UNHEARD = 2;
    /** Beyond what a batch can take, however slow the channel is. */
    private static final int LEASE_IN_TIMEOUTS = 4;

    private final List<Lane> lanes;
    private final ConcurrentHashMap<Lane, Thread> working = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private final Notices notices;
    private final Correspondence correspondence;
    private final Transactions transactions;
    private final Backoff backoff;
    private final Duration lease;
    private final ChannelMeters meters;
    private final DeliveryTrace trace;
    private final Clock clock;

    public Dispatcher(
            @All List<ChannelSender> senders,
            Outbox outbox,
            Notices notices,
            Correspondence correspondence,
            Transactions transactions,
            ChannelConfig config,
            ChannelMeters meters,
            DeliveryTrace trace,
            Clock clock) {
        this.lanes =
                senders.stream().map(sender -> new Lane(sender, config, clock)).toList();
        this.outbox = outbox;
        this.notices = notices;
        this.correspondence = correspondence;
        this.transactions = transactions;
        this.backoff = new Backoff(config.backoff(), config.backoffMost(), new SecureRandom());
        this.lease = config.sendTimeout().multipliedBy(LEASE_IN_TIMEOUTS);
        this.meters = meters;
        this.trace = trace;
        this.clock = clock;
        meters.watch(lanes);
    }

    /** Each channel goes at its own pace: one that hangs does not hold up another. */
    @Scheduled(
            every = "1s",
            delayed = "1s",
            identity = "outbox",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        for (var lane : lanes) {
            if (!lane.rests() && outbox.due(lane.type(), clock.instant())) {
                working.computeIfAbsent(
                        lane,
                        idle -> Thread.startVirtualThread(() -> {
                            try {
                                run(lane);
                            } catch (RuntimeException e) {
                                LOG.errorf(
                                        e,
                                        "sending by %s stopped; it goes on with the next round",
                                        lane.type().wire());
                            } finally {
                                working.remove(lane);
                            }
                        }));
            }
        }
    }

    /** Whether each channel is used at present, or left alone for a while because it failed. */
    public Map<ChannelType, Boolean> working() {
        return lanes.stream().collect(Collectors.toMap(Lane::type, lane -> !lane.rests()));
    }

    /** Sends all that is due now, by every channel; returns when it is known what came of it. */
    public void run() {
        lanes.forEach(this::run);
    }

    private record Taken(Notice notice, String token) {}

    private void run(Lane lane) {
        List<Taken> taken;
        do {
            taken = take(lane.type());
            var threads = taken.stream()
                    .map(each -> Thread.startVirtualThread(() -> trace.during(each.notice(), () -> send(lane, each))))
                    .toList();
            threads.forEach(Dispatcher::join);
        } while (taken.size() == BATCH && !lane.rests());
    }

    private List<Taken> take(ChannelType type) {
        return transactions.write(() -> outbox.take(type, clock.instant(), lease, BATCH).stream()
                .map(notice -> {
                    var token = OpaqueToken.next();
                    notices.link(OpaqueToken.hash(token), notice.noticeId(), clock.instant());
                    return new Taken(notice, token);
                })
                .toList());
    }

    private void send(Lane lane, Taken taken) {
        var notice = taken.notice();
        try {
            var progress = tried(lane, taken);
            DeliveryTrace.became(progress);
            correspondence.became(notice, progress);
            meters.became(notice, progress);
        } catch (RuntimeException e) {
            LOG.errorf(e, "notice %s is taken up again in %s", notice.noticeId(), lease);
        }
    }

    private Progress tried(Lane lane, Taken taken) {
        var notice = taken.notice();
        if (notice.attempt() > notice.retryLimit() + 1 + UNHEARD) {
            return new Progress.Dead("nothing was heard of the last tries");
        }
        return correspondence
                .card(notice, taken.token())
                .map(card -> progress(notice, lane.send(notice, card)))
                .orElseGet(Progress.Withdrawn::new);
    }

    private Progress progress(Notice notice, Lane.Outcome outcome) {
        return switch (outcome) {
            case Lane.Resting(var until) -> new Progress.Postponed(until);
            case Lane.Tried(Delivery.Sent(var reference)) -> new Progress.Sent(reference);
            case Lane.Tried(Delivery.Refused(var reason)) -> new Progress.Dead(reason);
            case Lane.Tried(Delivery.Failed failed) -> failed(notice, failed);
        };
    }

    /** To be asked to wait is no reason to give up. */
    private Progress failed(Notice notice, Delivery.Failed failed) {
        var asked = failed.retryAfter().map(clock.instant()::plus);
        if (notice.lastAttempt()) {
            return asked.<Progress>map(Progress.Postponed::new).orElse(new Progress.Dead(failed.reason()));
        }
        var due = asked.orElseGet(() -> clock.instant().plus(backoff.after(notice.attempt())));
        return new Progress.Retrying(failed.reason(), due);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
