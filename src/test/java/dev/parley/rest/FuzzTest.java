package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Chat;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is a success or a refusal, and never a failure of ours. The seed is fixed. */
@QuarkusTest
class FuzzTest {

    private static final int TRIES = 3_000;
    private static final int TRIES_OF_A_PERSON = 250;

    private static final String[] METHODS = {"GET", "POST", "POST", "PATCH", "PATCH", "PUT", "DELETE"};
    private static final String[] ROOTS = {
        "/api/sessions",
        "/api/feedback",
        "/api/rate-limits",
        "/api/auth/register",
        "/api/auth/login",
        "/api/auth/refresh",
        "/api/auth/logout",
        "/api/auth/me",
        "/api/sessions/cleanup/expired"
    };
    private static final String[] IDS = {
        "{s}", "{s}", "{s}", "{m}", "nope", "%F0%9F%98%80", "%00", "..", ";", "0", "%C3"
    };
    private static final String[] TAILS = {
        "",
        "/messages",
        "/messages",
        "/messages/{m}",
        "/events",
        "/agent-state",
        "/feedback",
        "/feedback/{m}/respond",
        "/x"
    };
    private static final String[] PARAMETERS = {"limit", "cursor", "status", "after_seq", "session_id", "x"};
    private static final String[] VALUES = {
        "",
        "0",
        "1",
        "-1",
        "200",
        "201",
        "99999999999999999999",
        "%00",
        "%zz",
        "pending",
        "active",
        "a'b",
        "%F0%9F%98%80"
    };
    private static final String[] ACCEPTED = {"application/json", "*/*", "text/csv", "application/json;q=x", "x"};
    private static final String[] TYPES = {"application/json", "application/json", "application/json", "text/plain", "x"
    };
    private static final String[] NAMES = {
        "content",
        "client_message_id",
        "status",
        "metadata",
        "preferred_channel",
        "action",
        "values",
        "channel",
        "client_session_id",
        "email",
        "password",
        "display_name",
        "refresh_token",
        "x"
    };
    private static final String[] LEAVES = {
        "null", "true", "0", "-1", "1e999", "9007199254740993", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"hello\"",
        "\"paused\"", "\"approve\"", "\"a@b.c\"", "\"12345678\"", "\"\uD83D\uDE00\"", "{", "]", "\"", "", "\\"
    };

    @TestHTTPResource
    URI server;

    private final Random random = new Random(20_261_123);

    private String any(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private String json(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 0 -> any(LEAVES);
            case 1 -> some(3, () -> json(depth - 1), "[", "]");
            default -> some(4, () -> '"' + any(NAMES) + "\":" + json(depth - 1), "{", "}");
        };
    }

    private String some(int most, java.util.function.Supplier<String> item, String open, String close) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> item.get())
                .collect(Collectors.joining(",", open, close));
    }

    private String path(Chat chat, String message) {
        var path = random.nextInt(3) == 0 ? any(ROOTS) : "/api/sessions/" + any(IDS) + any(TAILS);
        var query = random.nextBoolean() ? "" : "?" + any(PARAMETERS) + "=" + any(VALUES);
        return (path + query).replace("{s}", chat.sessionId()).replace("{m}", message);
    }

    @Test
    void nothingThatIsSentMakesTheServerFail() throws Exception {
        int succeeded = 0;
        int refused = 0;
        var failures = new ArrayList<String>();
        try (var client = HttpClient.newHttpClient()) {
            var chat = Chat.open();
            var message = chat.say("hello");
            for (int i = 1; i <= TRIES; i++) {
                if (i % TRIES_OF_A_PERSON == 0) {
                    chat = Chat.open();
                    message = chat.say("hello");
                }
                var method = any(METHODS);
                var path = path(chat, message);
                if (path.contains("%zz") || method.equals("DELETE") && path.endsWith(chat.sessionId())) {
                    continue;
                }
                var body = json(3);
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create(server.toString().replaceFirst("/$", "") + path))
                                .header(
                                        "Authorization",
                                        "Bearer " + chat.person().accessToken())
                                .header("Content-Type", any(TYPES))
                                .header("Accept", any(ACCEPTED))
                                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                var what = method + " " + path + " " + body + " -> " + answer.statusCode() + " " + answer.body();
                if (answer.statusCode() >= 500
                        || answer.body().matches("(?s).*(\"internal\"|Exception|dev\\.parley).*")) {
                    failures.add(what);
                }
                if (answer.statusCode() < 400) {
                    succeeded++;
                } else {
                    refused++;
                    if (!answer.headers().firstValue("content-type").equals(Optional.of("application/problem+json"))) {
                        failures.add(what);
                    }
                }
            }
        }
        assertThat(failures).isEmpty();
        // Else it would say little.
        assertThat(succeeded).isGreaterThan(TRIES / 20);
        assertThat(refused).isGreaterThan(TRIES / 2);
    }
}
