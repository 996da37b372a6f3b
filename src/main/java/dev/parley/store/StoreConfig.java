package dev.parley.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where state is kept. */
@ConfigMapping(prefix = "parley")
public interface StoreConfig {

    /** The engine: a file on this machine, or a server that several replicas share. */
    @WithDefault("sqlite")
    Engine store();

    /** Holds the SQLite file and generated keys; made at the start where it is missing. */
    @WithDefault("data")
    Path dataDir();

    /** The JDBC URL of PostgreSQL; needed there, unused with SQLite. */
    Optional<String> databaseUrl();

    enum Engine {
        SQLITE,
        POSTGRESQL
    }
}
