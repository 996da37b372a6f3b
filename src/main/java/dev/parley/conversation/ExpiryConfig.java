package dev.parley.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The rhythm of {@link Expiry}; it reads the property where its schedule is declared. */
@ConfigMapping(prefix = "parley.expiry")
interface ExpiryConfig {

    @WithDefault("60s")
    @DurationMin(seconds = 1)
    Duration every();
}
