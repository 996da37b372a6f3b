package dev.parley.channel.mail;

import dev.parley.testing.GmailStub;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

record GmailSettings(
        Optional<String> clientId, Optional<String> clientSecret, Optional<String> refreshToken, Optional<URI> baseUrl)
        implements GmailConfig {

    /** For the stub's account, at the given address. */
    GmailSettings(String url) {
        this(
                Optional.of(GmailStub.CLIENT_ID),
                Optional.of(GmailStub.CLIENT_SECRET),
                Optional.of(GmailStub.REFRESH_TOKEN),
                Optional.of(URI.create(url)));
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }
}
