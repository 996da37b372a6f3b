package dev.parley.channel;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells of each channel whether it is used at present, or left alone because it failed.
 *
 * <p>It is up in either case: what a channel does not take waits in the outbox, and people can still answer elsewhere.
 */
@Readiness
class ChannelCheck implements HealthCheck {

    private final Dispatcher dispatcher;

    ChannelCheck(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("channels").up();
        dispatcher.working().forEach((type, working) -> check.withData(type.wire(), working ? "working" : "failing"));
        return check.build();
    }
}
