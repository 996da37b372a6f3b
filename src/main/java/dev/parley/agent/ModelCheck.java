package dev.parley.agent;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells who answers and whether that one could be reached the last time.
 *
 * <p>It is up in either case. All replicas ask the same endpoint, so taking them out of service would take history and
 * questions away too, and without traffic none would notice that the endpoint is back.
 */
@Readiness
class ModelCheck implements HealthCheck {

    private final AgentService agent;

    ModelCheck(AgentService agent) {
        this.agent = agent;
    }

    @Override
    public HealthCheckResponse call() {
        var who = agent.describe();
        var check = HealthCheckResponse.named("model")
                .up()
                .withData("agent", who.agent())
                .withData("model", who.model())
                .withData("reachable", agent.reachable());
        who.host().ifPresent(host -> check.withData("host", host));
        return check.build();
    }
}
