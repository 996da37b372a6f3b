package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is a refusal or a success, and never a failure of ours. The seed is fixed. */
@QuarkusTest
class FuzzTest {

    private static final int TRIES = 1_500;
    private static final int CALLS_OF_A_PERSON = 250;

    @TestHTTPResource
    URI server;

    private record Try(String method, String path, String accept, String body) {}

    private static Arbitrary<String> json() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of(
                        "null", "true", "0", "-1", "1e999", "9007199254740993", "\"\"", "\"\\ud800\"", "\"\\u0000\""),
                () -> Arbitraries.strings()
                        .ofMaxLength(8)
                        .map(text -> '"' + text.replaceAll("[\\p{Cc}\"\\\\]", "") + '"'),
                () -> json().list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                () -> Combinators.combine(name(), json())
                        .as((n, v) -> "\"" + n + "\":" + v)
                        .list()
                        .ofMaxSize(4)
                        .map(fields -> "{" + String.join(",", fields) + "}"));
    }

    private static Arbitrary<String> name() {
        return Arbitraries.of(
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
                "x");
    }

    private static Arbitrary<Try> tries() {
        var bodies = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, json()),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(30)));
        var parts = Arbitraries.of("{s}", "{s}", "{s}", "nope", "%F0%9F%98%80", "%00", "..", ";", "0", "a".repeat(200));
        var tails = Arbitraries.of(
                "",
                "/messages",
                "/messages/{s}",
                "/events",
                "/agent-state",
                "/feedback",
                "/feedback/{s}/respond",
                "/x");
        var queries = Combinators.combine(
                        Arbitraries.of("limit", "cursor", "status", "after_seq", "session_id", "x"),
                        Arbitraries.of(
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
                                "a'b"))
                .as((n, v) -> "?" + n + "=" + v);
        var roots = Arbitraries.of(
                "/api/sessions",
                "/api/feedback",
                "/api/rate-limits",
                "/api/auth/register",
                "/api/auth/login",
                "/api/auth/refresh",
                "/api/auth/logout",
                "/api/auth/me",
                "/api/sessions/cleanup/expired");
        var paths = Arbitraries.oneOf(
                roots, Combinators.combine(parts, tails).as((part, tail) -> "/api/sessions/" + part + tail));
        return Combinators.combine(
                        Arbitraries.of("GET", "POST", "PATCH", "PUT", "POST", "PATCH"),
                        Combinators.combine(paths, Arbitraries.oneOf(Arbitraries.just(""), queries))
                                .as(String::concat),
                        Arbitraries.of("application/json", "*/*", "text/csv", "application/json;q=x"),
                        bodies)
                .as(Try::new);
    }

    @Test
    void nothingThatIsSentMakesTheServerFail() throws Exception {
        var samples = tries().generator(1_000).stream(new Random(20_261_123))
                .limit(TRIES)
                .map(s -> s.value())
                .toList();
        var chat = Chat.open();
        int sent = 0;
        try (var client = HttpClient.newHttpClient()) {
            for (var each : samples) {
                if (++sent % CALLS_OF_A_PERSON == 0) {
                    chat = Chat.open();
                }
                var answer = send(client, each, chat);
                assertThat(answer.statusCode()).as("%s", each).isLessThan(500);
                assertThat(answer.body()).as("%s", each).doesNotContain("\"internal\"", "Exception", "dev.parley");
                if (answer.statusCode() >= 400) {
                    assertThat(answer.headers().firstValue("content-type"))
                            .as("%s %s", each, answer.body())
                            .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
                }
            }
        }
        assertThat(List.of(200, 201))
                .contains(Person.signedIn().calls().get("/api/sessions").statusCode());
    }

    private HttpResponse<String> send(HttpClient client, Try each, Chat chat) throws Exception {
        var target = server.toString().replaceFirst("/$", "") + each.path.replace("{s}", chat.sessionId());
        URI uri;
        try {
            uri = URI.create(target);
        } catch (IllegalArgumentException e) {
            uri = server.resolve("/api/sessions");
        }
        var request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + chat.person().accessToken())
                .header("Content-Type", "application/json")
                .header("Accept", each.accept)
                .method(each.method, HttpRequest.BodyPublishers.ofString(each.body, StandardCharsets.UTF_8))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
