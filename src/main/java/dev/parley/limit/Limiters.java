package dev.parley.limit;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses the limiter. */
@Singleton
class Limiters {

    @Produces
    @Singleton
    RateLimiter limiter(LocalRateLimiter local, LimitMeters meters) {
        return meters.counting(local);
    }
}
