package dev.parley.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long people have to answer. */
@ConfigMapping(prefix = "parley.feedback")
public interface FeedbackConfig {

    /** A question expires exactly so long after it was asked. */
    @WithDefault("48h")
    @DurationMin(millis = 1)
    Duration timeout();
}
