package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.LogContext;
import dev.parley.testing.SentryStub;
import dev.parley.testing.SentryStubResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Errors are reported, where somebody set a Sentry. */
@QuarkusTest
@WithTestResource(SentryStubResource.class)
class SentryTest {

    private static final Logger LOG = Logger.getLogger(SentryTest.class);

    SentryStub sentry;

    @Test
    void anErrorIsReportedWithItsSessionAndItsTurn() {
        LOG.warn("a-warning-4711");
        LogContext.during(
                LogContext.turn("session-4711", "turn-4711"),
                () -> LOG.errorf(new IllegalStateException("its-cause-4711"), "an-error-%d", 4711));
        await().untilAsserted(
                        () -> assertThat(sentry.envelopes()).singleElement().satisfies(report -> assertThat(report)
                                .contains("\"session_id\":\"session-4711\"", "\"turn_id\":\"turn-4711\"")
                                .contains("an-error-4711", "its-cause-4711", "\"in_app\":true")
                                .doesNotContain("a-warning-4711")));
    }
}
