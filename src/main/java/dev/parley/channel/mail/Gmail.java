package dev.parley.channel.mail;

import dev.parley.core.BaseUrl;
import dev.parley.core.Order;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Gmail, where the settings are made for it. */
@Singleton
@Startup(Order.SETTINGS)
class Gmail {

    private final Optional<GmailApi> api;

    Gmail(GmailConfig config, Clock clock) {
        this.api = configured(config) ? Optional.of(new GmailApi(config, clock)) : Optional.empty();
    }

    Optional<GmailApi> api() {
        return api;
    }

    private static boolean configured(GmailConfig config) {
        config.baseUrl().ifPresent(url -> BaseUrl.of("PARLEY_GMAIL_BASE_URL", url, "http://localhost:8025"));
        var set = Map.of(
                "PARLEY_GMAIL_CLIENT_ID", config.clientId(),
                "PARLEY_GMAIL_CLIENT_SECRET", config.clientSecret(),
                "PARLEY_GMAIL_REFRESH_TOKEN", config.refreshToken());
        var missing = set.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!missing.isEmpty() && missing.size() < set.size()) {
            throw new ConfigurationException(
                    missing.getFirst() + " is not set: it must be, as other settings of Gmail are");
        }
        return missing.isEmpty();
    }
}
