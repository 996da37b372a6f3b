package dev.parley.core;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** What several replicas share besides the database. Source: the wire contract, "Settings". */
@ConfigMapping(prefix = "parley")
public interface ReplicaConfig {

    /** What an operator is told of a Redis that cannot be one. The value is not repeated: there may be a password in it. */
    String NO_REDIS = "PARLEY_REDIS_URL: must be the URL of the server,"
            + " such as redis://redis:6379 or redis://:password@redis:6379/0";

    /** The Redis that carries shared limits and what replicas tell each other; without it there is one replica. */
    Optional<String> redisUrl();

    /** How many replicas there are: while Redis is away, each admits its share of a limit. */
    @WithDefault("2")
    @Min(1)
    int replicas();
}
