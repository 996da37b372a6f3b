package dev.parley.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How many sessions, for how long. */
@ConfigMapping(prefix = "parley.session")
public interface SessionConfig {

    /** Sessions of one user that have not ended. */
    @WithDefault("3")
    @Min(1)
    @Max(100_000)
    int max();

    /** Without activity for so long, a session ends. */
    @WithDefault("24h")
    @DurationMin(millis = 1)
    Duration timeout();

    /** So long after their end, sessions are removed with all that was said in them; without it they are kept. */
    Optional<@DurationMin(minutes = 1) Duration> retention();
}
