package dev.parley.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sign-ins that were revoked while access tokens from them may still be good: asked at every call, so kept in memory.
 *
 * <p>It listens to {@link FamilyRevoked}; what another replica decided and no event told is read at each {@link #sweep}.
 */
@Singleton
public class Revocations {

    private final Map<String, Instant> revoked = new ConcurrentHashMap<>();
    private final TokenStore store;
    private final IdentityConfig.Jwt config;
    private final Clock clock;

    Revocations(TokenStore store, IdentityConfig config, Clock clock) {
        this.store = store;
        this.config = config.jwt();
        this.clock = clock;
    }

    public boolean revoked(String familyId) {
        return revoked.containsKey(familyId);
    }

    void start(@Observes StartupEvent started) {
        sweep(clock.instant());
    }

    void on(@Observes FamilyRevoked event) {
        revoked.put(event.familyId(), clock.instant());
    }

    /** Forgets those whose last access token has ended, and reads what other replicas revoked. */
    void sweep(Instant now) {
        var since = now.minus(config.accessTtl());
        revoked.values().removeIf(at -> at.isBefore(since));
        for (var family : store.revokedSince(since)) {
            revoked.putIfAbsent(family, now);
        }
    }
}
