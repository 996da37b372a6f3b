package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.LogLines;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobsTest {

    @Inject
    Scheduler scheduler;

    @Test
    void aKindOfFailureIsToldOnceUntilTheJobWorksAgain() {
        Deque<RuntimeException> failures = new ConcurrentLinkedDeque<>(List.of(
                new IllegalStateException("away"),
                new IllegalStateException("still away"),
                new UncheckedIOException(new IOException("torn"))));
        try (var log = LogLines.listen()) {
            scheduler
                    .newJob("shaky")
                    .setInterval("1s")
                    .setTask(round -> {
                        if (!failures.isEmpty()) {
                            throw failures.pop();
                        }
                    })
                    .schedule();
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("works again")));
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("the job shaky"))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("failed").endsWith("IllegalStateException: away"),
                            line -> assertThat(line).contains("failed").endsWith("IOException: torn"),
                            line -> assertThat(line).contains("works again"));
            assertThat(log.lines()).noneMatch(line -> line.contains("still away"));
        } finally {
            scheduler.unscheduleJob("shaky");
        }
    }
}
