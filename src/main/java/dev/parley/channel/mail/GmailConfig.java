package dev.parley.channel.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The Gmail account that sends mails and gets the replies, in place of SMTP and IMAP; the first three go together. */
@ConfigMapping(prefix = "parley.gmail")
interface GmailConfig {

    Optional<String> clientId();

    Optional<String> clientSecret();

    Optional<String> refreshToken();

    /** Another address than Google's, for tests and proxies; it then also gives the tokens, at {@code /token}. */
    Optional<URI> baseUrl();

    /** How often replies are looked for. */
    @WithDefault("15s")
    @DurationMin(seconds = 1)
    Duration every();
}
