package dev.parley.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The rhythm of connections. */
@ConfigMapping(prefix = "parley.connection")
public interface ConversationConfig {

    /** How often a connection without other traffic hears a {@code heartbeat}. */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration heartbeat();

    /** How long answers that run may go on when the server is told to stop. */
    @WithDefault("10s")
    @DurationMin
    Duration drain();

    /** How many sockets one user may have open on a replica, so that nobody takes all the places. */
    @WithDefault("20000")
    @Min(1)
    int max();
}
