package dev.parley.channel.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Map;

/** Gmail's API, for the account of the refresh token. */
final class GmailApi {

    private static final String API = "https://gmail.googleapis.com";
    private static final String TOKENS = "https://oauth2.googleapis.com/token";
    private static final int OK = 200;
    private static final int UNAUTHENTICATED = 401;

    private final GmailHttp http = new GmailHttp();
    private final String mailbox;
    private final GmailTokens tokens;

    GmailApi(GmailConfig config, Clock clock) {
        var base = config.baseUrl().map(url -> url.toString().replaceAll("/+$", ""));
        this.mailbox = base.orElse(API) + "/gmail/v1/users/me";
        this.tokens =
                new GmailTokens(http, URI.create(base.map(url -> url + "/token").orElse(TOKENS)), config, clock);
    }

    /** @param path below the mailbox, with its query */
    JsonNode get(String path) throws GmailException {
        return call(request(path).GET());
    }

    JsonNode post(String path, Map<String, String> body) throws GmailException {
        return call(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(mailbox + path));
    }

    private JsonNode call(HttpRequest.Builder request) throws GmailException {
        var token = tokens.current();
        var answer = authorized(request, token);
        if (answer.status() == UNAUTHENTICATED) {
            tokens.forget(token);
            answer = authorized(request, tokens.current());
        }
        if (answer.status() != OK) {
            throw new GmailException("Gmail answered " + answer.fault(), answer.status(), answer.retryAfter());
        }
        return answer.body();
    }

    private GmailHttp.Answer authorized(HttpRequest.Builder request, String token) throws GmailException {
        return http.send(
                request.copy().header("Authorization", "Bearer " + token).build());
    }
}
