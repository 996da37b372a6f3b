package dev.parley.channel.mail;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Gmail, where the settings are made for it. */
@Singleton
class Gmail {

    private final Optional<GmailApi> api;

    Gmail(GmailConfig config, Clock clock) {
        this.api = configured(config) ? Optional.of(new GmailApi(config, clock)) : Optional.empty();
    }

    /** Faults of the settings are told at once, not with the first mail. */
    void started(@Observes StartupEvent event) {}

    Optional<GmailApi> api() {
        return api;
    }

    private static boolean configured(GmailConfig config) {
        config.baseUrl().ifPresent(Gmail::check);
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

    private static void check(URI base) {
        boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!http || base.getHost() == null || base.getRawUserInfo() != null || base.getRawQuery() != null) {
            throw new ConfigurationException(
                    "PARLEY_GMAIL_BASE_URL: must be an http or https address without user and query");
        }
    }
}
