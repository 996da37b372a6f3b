package dev.parley.channel.mail;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The access token of the account, fetched by its refresh token and kept until shortly before it ends. */
final class GmailTokens {

    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(1);
    private static final int OK = 200;

    private final GmailHttp http;
    private final HttpRequest refresh;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Token> known = Optional.empty();

    private record Token(String value, Instant until) {}

    GmailTokens(GmailHttp http, URI endpoint, GmailConfig config, Clock clock) {
        this.http = http;
        this.clock = clock;
        this.refresh = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", config.clientId().orElseThrow(),
                        "client_secret", config.clientSecret().orElseThrow(),
                        "refresh_token", config.refreshToken().orElseThrow()))))
                .build();
    }

    /** A token that should be good; many at once wait for one call. */
    String current() throws GmailException {
        lock.lock();
        try {
            var usable = known.filter(token -> clock.instant().isBefore(token.until()));
            var token = usable.isPresent() ? usable.get() : fetch();
            known = Optional.of(token);
            return token.value();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up a token that was refused. */
    void forget(String refused) {
        lock.lock();
        try {
            known = known.filter(token -> !token.value().equals(refused));
        } finally {
            lock.unlock();
        }
    }

    private Token fetch() throws GmailException {
        var answer = http.send(refresh);
        var value = answer.body().path("access_token").asText("");
        if (answer.status() != OK || value.isEmpty()) {
            // No status of the call that wanted the token: that one was not made.
            throw new GmailException("Google gave no access token: " + answer.fault(), answer.retryAfter());
        }
        var lasts = Duration.ofSeconds(answer.body().path("expires_in").asLong(0));
        return new Token(value, clock.instant().plus(lasts).minus(BEFORE_ITS_END));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
