package dev.parley.ws;

import dev.parley.core.Order;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which pages may open a socket: the server's own, those of the settings, and whoever is no browser and names none. */
@Startup(Order.SETTINGS)
@ApplicationScoped
class Origins {

    private static final Pattern ORIGIN = Pattern.compile("(?i)https?://[a-z0-9.:\\[\\]-]+(?=/|$)");

    private final Set<String> known = new HashSet<>();

    Origins(
            @ConfigProperty(name = "parley.origins") Optional<List<String>> others,
            @ConfigProperty(name = "parley.public-url") Optional<String> own) {
        others.orElse(List.of()).forEach(origin -> known.add(normal(origin("PARLEY_ORIGINS", origin))));
        own.ifPresent(url -> known.add(normal(origin("PARLEY_PUBLIC_URL", url))));
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

    private static String origin(String setting, String url) {
        var origin = ORIGIN.matcher(url.strip());
        if (!origin.lookingAt()) {
            throw new ConfigurationException(
                    setting + "=" + url + ": must be an http or https address, such as https://chat.example.com");
        }
        return origin.group();
    }

    private static String normal(String origin) {
        return origin.strip().toLowerCase(Locale.ROOT).replaceAll("/$", "");
    }
}
