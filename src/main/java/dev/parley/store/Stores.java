package dev.parley.store;

import dev.parley.core.Order;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

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
            @FlywayDataSource("postgresql") Instance<Flyway> serverSchema) {
        return switch (config.store()) {
            case SQLITE -> {
                make(config.dataDir());
                yield started("PARLEY_DATA_DIR=" + config.dataDir(), file.get(), fileSchema.get(), SqliteEngine::new);
            }
            case POSTGRESQL -> {
                var setting = "PARLEY_DATABASE_URL" + url();
                yield started(setting, server.get(), serverSchema.get(), PostgresqlEngine::new);
            }
        };
    }

    @Produces
    @Singleton
    Sql sql(Engine engine) {
        return new Sql(engine);
    }

    /** Not left to the container, which may close the connections first. */
    void close(@Observes @Priority(Order.STORE_CLOSES) ShutdownEvent stopping, Engine engine) {
        engine.close();
    }

    /** For people to read; what follows a question mark may be a password. */
    private String url() {
        var url = config.databaseUrl().orElse("");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException("PARLEY_DATABASE_URL" + (url.isEmpty() ? " is not set" : "=" + bare(url))
                    + ": with PARLEY_STORE=postgresql it must be the JDBC URL of the server,"
                    + " such as jdbc:postgresql://localhost:5432/parley");
        }
        return "=" + bare(url);
    }

    private static String bare(String url) {
        return url.replaceAll("\\?.*", "").replaceAll("//[^/]*@", "//");
    }

    private interface Opening {
        Engine open(javax.sql.DataSource source) throws SQLException;
    }

    private static Engine started(String setting, AgroalDataSource source, Flyway schema, Opening opening) {
        // First a connection, as the schema's tool would hide why there is none.
        try (var connection = source.getConnection()) {
            connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new ConfigurationException(setting + ": the database cannot be reached: " + reason(e), e);
        }
        try {
            schema.migrate();
            return opening.open(source);
        } catch (FlywayException | SQLException e) {
            throw new ConfigurationException(setting + ": the schema cannot be brought up to date: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ConfigurationException("PARLEY_DATA_DIR=" + folder + ": the folder cannot be made: " + e, e);
        }
    }
}
