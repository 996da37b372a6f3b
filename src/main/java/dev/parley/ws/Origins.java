package dev.parley.ws;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which pages may open a socket: the server's own, those of the settings, and whoever is no browser and names none. */
@ApplicationScoped
class Origins {

    private final Set<String> known = new HashSet<>();

    Origins(
            @ConfigProperty(name = "parley.origins") Optional<List<String>> others,
            @ConfigProperty(name = "parley.public-url") Optional<String> own) {
        others.orElse(List.of()).forEach(origin -> known.add(normal(origin)));
        own.ifPresent(url -> known.add(normal(origin(url))));
    }

    boolean allowed(HttpServerRequest request) {
        var origin = request.headers().getAll("Origin");
        return switch (origin.size()) {
            case 0 -> true;
            case 1 -> known.contains(normal(origin.getFirst())) || own(origin.getFirst(), request);
            default -> false;
        };
    }

    /** The same host and port, by either scheme: behind a proxy that ends TLS we cannot see which it was. */
    private static boolean own(String origin, HttpServerRequest request) {
        var host = request.getHeader(HttpHeaders.HOST);
        return host != null
                && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
    }

    private static String origin(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static String normal(String origin) {
        return origin.strip().toLowerCase(Locale.ROOT).replaceAll("/$", "");
    }
}
