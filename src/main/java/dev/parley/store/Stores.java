package dev.parley.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** Opens the engine that the settings name and brings its schema up to date. */
@Singleton
class Stores {

    private final StoreConfig config;

    Stores(StoreConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Engine engine(
            @DataSource("sqlite") Instance<AgroalDataSource> file,
            @FlywayDataSource("sqlite") Instance<Flyway> fileSchema,
            @DataSource("postgresql") Instance<AgroalDataSource> server,
            @FlywayDataSource("postgresql") Instance<Flyway> serverSchema)
            throws SQLException {
        return switch (config.store()) {
            case SQLITE -> {
                make(config.dataDir());
                fileSchema.get().migrate();
                yield new SqliteEngine(file.get());
            }
            case POSTGRESQL -> {
                if (config.databaseUrl().isEmpty()) {
                    throw new ConfigurationException(
                            "PARLEY_DATABASE_URL is not set: with PARLEY_STORE=postgresql it must be the JDBC URL of the server,"
                                    + " such as jdbc:postgresql://localhost:5432/parley");
                }
                serverSchema.get().migrate();
                yield new PostgresqlEngine(server.get());
            }
        };
    }

    @Produces
    @Singleton
    Sql sql(Engine engine) {
        return new Sql(engine);
    }

    void close(@Disposes Engine engine) {
        engine.close();
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("PARLEY_DATA_DIR: the folder cannot be made: " + folder, e);
        }
    }
}
