package dev.parley.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How notices go out. */
@ConfigMapping(prefix = "parley.channel")
public interface ChannelConfig {

    /** In which order a question goes to the channels of a person. */
    enum Strategy {
        /** To all at once. */
        BROADCAST,
        /** To one after the other, by priority; to the next when one fails, or when its timeout passes without an answer. */
        FALLBACK
    }

    @WithDefault("broadcast")
    Strategy strategy();

    /** With {@code fallback}: how long the page alone has the question, where it is the channel that the session prefers. */
    @WithDefault("60s")
    @DurationMin(millis = 0)
    Duration pageTimeout();

    /** The pause before the second try; it doubles with each further one. */
    @WithDefault("2s")
    @DurationMin(millis = 1)
    Duration backoff();

    @WithDefault("10m")
    @DurationMin(millis = 1)
    Duration backoffMost();

    /** How long one try may take. */
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration sendTimeout();

    /** So many failures in a row, and a channel is left alone for a while. */
    @WithDefault("5")
    @Min(1)
    @Max(1000)
    int breakerFailures();

    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration breakerDelay();
}
