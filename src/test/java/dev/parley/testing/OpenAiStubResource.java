package dev.parley.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts an {@link OpenAiStub} before the program and lets it be the model; tests have a field for it. */
public final class OpenAiStubResource implements QuarkusTestResourceLifecycleManager {

    private final OpenAiStub stub = new OpenAiStub();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "parley.agent", "openai",
                "parley.agent.openai.base-url", stub.baseUrl(),
                "parley.agent.openai.api-key", "sk-canary-1234",
                "parley.agent.openai.model", "stub-model",
                "parley.agent.first-token-timeout", "2s",
                "parley.agent.token-timeout", "1s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(stub, new TestInjector.MatchesType(OpenAiStub.class));
    }

    @Override
    public void stop() {
        stub.close();
    }
}
