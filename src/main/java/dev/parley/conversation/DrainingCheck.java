package dev.parley.conversation;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A server that is about to stop takes no new work. */
@Readiness
class DrainingCheck implements HealthCheck {

    private final Draining draining;

    DrainingCheck(Draining draining) {
        this.draining = draining;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("accepting").status(!draining.on()).build();
    }
}
