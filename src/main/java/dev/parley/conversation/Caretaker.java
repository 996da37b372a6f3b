package dev.parley.conversation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Renews the leases of what runs here and ends what others want to end, tells what was not told, ends the turns that another replica left behind, and wakes lines that stand still. */
@ApplicationScoped
class Caretaker {

    private static final int BATCH = 100;

    private final Turns turns;
    private final Takeover takeover;
    private final TurnStore store;
    private final Rooms rooms;
    private final Askers askers;
    private final Leases leases;
    private final Draining draining;

    Caretaker(
            Turns turns,
            Takeover takeover,
            TurnStore store,
            Rooms rooms,
            Askers askers,
            Leases leases,
            Draining draining) {
        this.turns = turns;
        this.takeover = takeover;
        this.store = store;
        this.rooms = rooms;
        this.askers = askers;
        this.leases = leases;
        this.draining = draining;
    }

    /** By itself: whatever holds up the other work must not cost what runs here its leases. */
    @Scheduled(
            every = "5s",
            delayed = "1s",
            identity = "leases",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void renew() {
        leases.renew(turns.ids());
        leases.stops().forEach(this::stop);
    }

    @Scheduled(
            every = "5s",
            delayed = "1s",
            identity = "turns",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void watch() {
        rooms.mend();
        askers.mend(store::alive);
        if (draining.on()) {
            return;
        }
        each(leases.abandoned(BATCH), takeover::interrupt);
        each(store.stalled(BATCH), turns::resume);
    }

    private void stop(LeaseStore.Stop asked) {
        turns.stop(asked.turn().sessionId(), Optional.of(asked.turn().answerId()), asked.finish());
    }

    /** One that cannot be helped does not hold up the others: the first failure is thrown when all had their turn. */
    static <T> void each(List<T> all, Consumer<T> work) {
        var failures = new ArrayList<RuntimeException>();
        for (var one : all) {
            try {
                work.accept(one);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
