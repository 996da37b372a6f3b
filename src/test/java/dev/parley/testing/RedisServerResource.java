package dev.parley.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts a {@link RedisServer} before the program, which then shares its limits there; tests have a field for it. */
public final class RedisServerResource implements QuarkusTestResourceLifecycleManager {

    private final RedisServer server = new RedisServer();

    @Override
    public Map<String, String> start() {
        return Map.of("parley.redis-url", server.start().url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(RedisServer.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}
