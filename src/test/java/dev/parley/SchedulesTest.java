package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What happens by itself, and at least how often. */
@QuarkusTest
class SchedulesTest {

    private static final Map<String, Duration> EVERY = Map.ofEntries(
            Map.entry("gmail", Duration.ofSeconds(15)),
            Map.entry("imap", Duration.ofSeconds(15)),
            Map.entry("line", Duration.ofSeconds(15)),
            Map.entry("notices", Duration.ofSeconds(15)),
            Map.entry("store", Duration.ofSeconds(15)),
            Map.entry("outbox", Duration.ofSeconds(1)),
            Map.entry("revocations", Duration.ofSeconds(1)),
            Map.entry("sockets", Duration.ofSeconds(1)),
            Map.entry("streams", Duration.ofSeconds(1)),
            Map.entry("turns", Duration.ofSeconds(5)),
            Map.entry("leases", Duration.ofSeconds(5)),
            Map.entry("expiry", Duration.ofHours(1)),
            Map.entry("limits", Duration.ofMinutes(1)),
            Map.entry("retention", Duration.ofMinutes(10)),
            Map.entry("spending", Duration.ofHours(1)),
            Map.entry("sweep", Duration.ofMinutes(10)));

    @Inject
    Scheduler scheduler;

    @Test
    void everySweepIsScheduled() {
        assertThat(scheduler.isStarted()).isTrue();
        var triggers = scheduler.getScheduledJobs().stream().collect(Collectors.toMap(Trigger::getId, each -> each));

        assertThat(triggers).containsOnlyKeys(EVERY.keySet());
        EVERY.forEach((id, every) -> assertThat(triggers.get(id).getNextFireTime())
                .as(id)
                .isBefore(Instant.now().plus(every.multipliedBy(2)).plusSeconds(1)));
    }
}
