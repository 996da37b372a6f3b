package dev.parley.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts a {@link GmailStub} before the program and lets it carry the mails; tests have a field for it. */
public final class GmailStubResource implements QuarkusTestResourceLifecycleManager {

    private final GmailStub stub = new GmailStub();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.mailer.from",
                "Parley <parley@example.org>",
                "parley.gmail.base-url",
                stub.baseUrl(),
                "parley.gmail.client-id",
                GmailStub.CLIENT_ID,
                "parley.gmail.client-secret",
                GmailStub.CLIENT_SECRET,
                "parley.gmail.refresh-token",
                GmailStub.REFRESH_TOKEN,
                "parley.gmail.every",
                "1s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(stub, new TestInjector.MatchesType(GmailStub.class));
    }

    @Override
    public void stop() {
        stub.close();
    }
}
