package dev.parley.channel;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** One channel's way out: a try has a time limit, and after failures in a row there are none for a while. */
final class Lane {

    private static final Duration PROBING = Duration.ofSeconds(1);

    private final ChannelSender sender;
    private final ChannelConfig config;
    private final TypedGuard<Delivery> guard;
    private final Clock clock;
    private volatile Instant resting = Instant.MIN;

    Lane(ChannelSender sender, ChannelConfig config, Clock clock) {
        this.sender = sender;
        this.config = config;
        this.clock = clock;
        this.guard = TypedGuard.create(Delivery.class)
                .withDescription(sender.type().wire())
                .withTimeout()
                .duration(config.sendTimeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(config.breakerFailures())
                .failureRatio(1)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    ChannelType type() {
        return sender.type();
    }

    /** Whether nothing is to be sent for now: it failed too often, or it asked to be left alone. */
    boolean rests() {
        return clock.instant().isBefore(resting);
    }

    /** Tries once; nothing is thrown but by what the virtual machine itself cannot bear. */
    Outcome send(Notice notice, Card card) {
        if (rests()) {
            return new Resting(resting);
        }
        try {
            return new Tried(guard.call(() -> worked(sender.send(notice, card))));
        } catch (CircuitBreakerOpenException e) {
            return new Resting(clock.instant().plus(PROBING)); // another one tries whether it works again
        } catch (NotWorking e) {
            e.delivery.retryAfter().ifPresent(this::rest);
            return new Tried(e.delivery);
        } catch (TimeoutException e) {
            return new Tried(failed("no answer within " + config.sendTimeout().toMillis() + " ms"));
        } catch (Exception e) {
            return new Tried(failed(Reason.of(e)));
        }
    }

    sealed interface Outcome {}

    /** It was tried. */
    record Tried(Delivery delivery) implements Outcome {}

    /** The channel is left alone until then, so this was no try. */
    record Resting(Instant until) implements Outcome {}

    private void changed(CircuitBreakerState state) {
        if (state == CircuitBreakerState.OPEN) {
            rest(config.breakerDelay());
        }
    }

    /** Until the later of what was asked for and what the breaker wants. */
    private synchronized void rest(Duration pause) {
        var until = clock.instant().plus(pause);
        resting = until.isAfter(resting) ? until : resting;
    }

    private static Delivery failed(String reason) {
        return new Delivery.Failed(reason, Optional.empty());
    }

    /** The breaker counts exceptions. */
    private static Delivery worked(Delivery delivery) throws NotWorking {
        if (delivery instanceof Delivery.Failed failed) {
            throw new NotWorking(failed);
        }
        return delivery;
    }

    private static final class NotWorking extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Delivery.Failed delivery;

        NotWorking(Delivery.Failed delivery) {
            super(delivery.reason(), null, false, false);
            this.delivery = delivery;
        }
    }
}
