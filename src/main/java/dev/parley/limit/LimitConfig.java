package dev.parley.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How many of each a minute; a billion is as good as no limit. Source: the wire contract, "Limits" and "Settings". */
@ConfigMapping(prefix = "parley.limit")
public interface LimitConfig {

    /** The time over which an empty bucket fills up. */
    Duration WINDOW = Duration.ofMinutes(1);

    /** Messages of one user, over all channels. */
    @WithDefault("30")
    @Min(1)
    int user();

    /** Messages in one session. */
    @WithDefault("10")
    @Min(1)
    int session();

    /** Messages of one user on one channel. */
    @WithDefault("20")
    @Min(1)
    int channel();

    /** REST calls of one user. */
    @WithDefault("300")
    @Min(1)
    int api();

    /** Attempts to register, sign in or refresh, from one address and for one account; answers by one link. */
    @WithDefault("10")
    @Min(1)
    int signIn();

    /** Frames that one socket may send in a second; three such seconds in a row close it. */
    @WithDefault("100")
    @Min(1)
    int frames();
}
