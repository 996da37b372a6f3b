package dev.parley.store;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without its store a replica can answer nobody. */
@Readiness
class StoreCheck implements HealthCheck {

    private final Engine engine;

    StoreCheck(Engine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("store").status(engine.answers()).build();
    }
}
