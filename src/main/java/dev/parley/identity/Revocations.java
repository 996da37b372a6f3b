package dev.parley.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sign-ins that were revoked while access tokens from them may still be good: asked at every call, so kept in memory.
 *
 * <p>It listens to {@link FamilyRevoked}; what another replica decided and no event told is read.
 */
@Singleton
public class Revocations {

    /** By so much the clock of another replica, which dates what it revokes, may be behind. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Map<String, Instant> revoked = new ConcurrentHashMap<>();
    private final TokenStore store;
    private final IdentityConfig.Jwt config;
    private final Event<FamilyRevoked> event;
    private final Clock clock;
    private volatile Instant read;

    Revocations(TokenStore store, IdentityConfig config, Event<FamilyRevoked> event, Clock clock) {
        this.store = store;
        this.config = config.jwt();
        this.event = event;
        this.clock = clock;
        this.read = clock.instant();
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
        read(since);
    }

    /** Reads what other replicas revoked since this was last done, whether or not a word of it came, and tells of it here. */
    public void read() {
        var now = clock.instant();
        read(read.minus(CLOCKS_DIFFER));
        read = now;
    }

    private void read(Instant since) {
        store.revokedSince(since).stream()
                .filter(family -> !revoked(family))
                .forEach(family -> event.fire(new FamilyRevoked(family, false)));
    }
}
