package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.LogLines;
import dev.parley.testing.Person;
import dev.parley.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths are read at all. */
@QuarkusTest
class PathTest {

    @TestHTTPResource
    URI server;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/auth/me;x",
                "/api;/auth/me",
                "/api/auth/me%3b",
                "/api%2Fauth/me",
                "/api%2fauth%2Fme",
                "/api%5Cauth/me",
                "/api\\auth/me",
                "/api/auth/%2e%2E/auth/me",
                "/api/auth/../auth/me",
                "/api/./auth/me",
                "//api/auth/me",
                "/api//auth/me",
                "/api/auth/me%00",
                "/api/auth/me%0a",
                "/api/auth/%252e/me",
                "/api/auth/me%",
                "/api/auth/me%zz",
                "/api/auth/me%3Fx",
                "/api/auth/me%23",
                "/q/health/../openapi",
                "/q/health/..;/openapi",
                "/q/health/%2e%2e/openapi"
            })
    void aPathThatCouldBeReadInTwoWaysIsNothing(String path) throws IOException {
        var answer = RawHttp.send(
                server,
                "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                        + Person.signedIn().accessToken() + "\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*").doesNotContain("display_name", "openapi:");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/auth/me HTTP/1.1, 400, invalid_message",
        "GET /api/auth/me HTTP/1.1|Host: x y, 400, invalid_message",
        "GET * HTTP/1.1|Host: x, 404, not_found",
        "OPTIONS * HTTP/1.1|Host: x, 404, not_found",
        "GET api HTTP/1.1|Host: x, 404, not_found",
        "CONNECT a:1 HTTP/1.1|Host: x, 404, not_found"
    })
    void whatTheRouterRefusesIsAProblemAndNoFaultOfTheServer(String head, int status, String code) throws IOException {
        try (var log = LogLines.listen()) {
            var answer = RawHttp.send(server, head.replace("|", "\r\n") + "\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .matches("(?s)HTTP/\\d.\\d " + status + " .*")
                    .contains("application/problem+json", "\"code\":\"" + code + '"');
            assertThat(log.lines()).noneMatch(line -> line.contains("failed"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "/a/", "/a.b/c-d_e~f", "/.well-known/x", "/ws/auth0%7C12", "/a%20b/%C3%A9", "/a...b"})
    void anOrdinaryPathIsLetThrough(String path) {
        assertThat(RequestGuard.plain(path)).isTrue();
    }

    @Test
    void aVeryLongPathIsReadInNoTime() {
        assertThat(RequestGuard.plain("/a".repeat(50_000))).isTrue();
        assertThat(RequestGuard.plain("/a".repeat(50_000) + ";")).isFalse();
    }
}
