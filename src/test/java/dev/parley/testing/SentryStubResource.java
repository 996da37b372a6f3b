package dev.parley.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts a {@link SentryStub} before the program, which then reports there; tests have a field for it. */
public final class SentryStubResource implements QuarkusTestResourceLifecycleManager {

    private final SentryStub stub = new SentryStub();

    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.log.sentry.enabled", "true", "quarkus.log.sentry.dsn", stub.dsn());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(stub, new TestInjector.MatchesType(SentryStub.class));
    }

    @Override
    public void stop() {
        stub.close();
    }
}
