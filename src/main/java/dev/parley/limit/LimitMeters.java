package dev.parley.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Counts what limiters refuse, by level. */
@Singleton
class LimitMeters {

    private final MeterRegistry registry;

    LimitMeters(MeterRegistry registry) {
        this.registry = registry;
        for (var level : Level.values()) {
            refusals(level);
        }
    }

    private Counter refusals(Level level) {
        return Counter.builder("parley.refusals")
                .description("What was refused because a limit was reached")
                .tag("level", level.wire())
                .register(registry);
    }

    /** The same limiter, counted. */
    RateLimiter counting(RateLimiter limiter) {
        return new Counting(limiter);
    }

    private Decision counted(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            refusals(refused.level()).increment();
        }
        return decision;
    }

    private final class Counting implements RateLimiter {
        private final RateLimiter limiter;

        Counting(RateLimiter limiter) {
            this.limiter = limiter;
        }

        @Override
        public Decision take(String userId, String sessionId, String channel) {
            return counted(limiter.take(userId, sessionId, channel));
        }

        @Override
        public List<LevelStatus> status(String userId, Optional<String> sessionId, String channel) {
            return limiter.status(userId, sessionId, channel);
        }

        @Override
        public Decision takeApi(String userId) {
            return counted(limiter.takeApi(userId));
        }

        @Override
        public Decision takeSignInFrom(String address) {
            return counted(limiter.takeSignInFrom(address));
        }

        @Override
        public Decision takeSignInAs(String account) {
            return counted(limiter.takeSignInAs(account));
        }
    }
}
