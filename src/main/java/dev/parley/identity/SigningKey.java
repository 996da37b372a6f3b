package dev.parley.identity;

import dev.parley.core.ErrorCode;
import dev.parley.core.Order;
import dev.parley.core.ParleyException;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.security.KeyPair;
import java.util.Optional;

/** The key that signs access tokens: the operator's, or one generated in the data folder of a single server. */
@Singleton
@Startup(Order.SETTINGS)
class SigningKey {

    private final Optional<KeyPair> pair;

    SigningKey(IdentityConfig config) {
        pair = config.jwt().jwksUrl().isPresent() ? Optional.empty() : Optional.of(load(config));
    }

    private static KeyPair load(IdentityConfig config) {
        var named = config.jwt().key();
        if (named.isPresent()) {
            return KeyFile.read("PARLEY_JWT_KEY", named.get());
        }
        if (!config.store().equalsIgnoreCase("sqlite")) {
            throw new ConfigurationException("PARLEY_JWT_KEY is not set: with PARLEY_STORE=" + config.store()
                    + " it must name a file with an RSA private key (PEM, PKCS#8), the same on every replica.");
        }
        var file = config.dataDir().resolve("jwt-key.pem");
        if (!Files.exists(file)) {
            KeyFile.generate(file);
        }
        return KeyFile.read("PARLEY_DATA_DIR", file);
    }

    KeyPair own() {
        requireOwn();
        return pair.orElseThrow();
    }

    Optional<KeyPair> pair() {
        return pair;
    }

    /** Refuses what only makes sense where this server signs its own tokens. */
    void requireOwn() {
        if (pair.isEmpty()) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN, "Accounts are kept by an external issuer: get your access token there.");
        }
    }
}
