package dev.parley.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Whose tokens are believed, for how long, and who administers. */
@ConfigMapping(prefix = "parley")
public interface IdentityConfig {

    /** Accounts with these addresses get the role {@code admin} when they register. */
    Optional<Set<String>> adminEmails();

    /** Where a key is generated when none is named. */
    @WithDefault("data")
    Path dataDir();

    /** The engine's name: only {@code sqlite}, a data folder of its own, may have a generated key. */
    @WithDefault("sqlite")
    String store();

    Jwt jwt();

    interface Jwt {

        /** A file with the RSA private key (PEM, PKCS#8) that signs access tokens. */
        Optional<Path> key();

        /** The public keys of an external issuer; when set, only its tokens are believed and there is no signing in here. */
        Optional<String> jwksUrl();

        @WithDefault("parley")
        String issuer();

        @WithDefault("parley")
        String audience();

        /** How long an access token is good. */
        @WithDefault("15m")
        @DurationMin(seconds = 1)
        Duration accessTtl();

        /** How long a refresh token is good; each use starts anew. */
        @WithDefault("30d")
        @DurationMin(seconds = 1)
        Duration refreshTtl();
    }
}
