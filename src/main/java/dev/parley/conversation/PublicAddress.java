package dev.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the server is called from outside, for links that leave it. */
@ApplicationScoped
class PublicAddress {

    private final String base;

    PublicAddress(
            @ConfigProperty(name = "parley.public-url") Optional<String> configured,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.base = configured.orElse("http://localhost:" + port).strip().replaceAll("/+$", "");
    }

    String of(String path) {
        return base + path;
    }
}
