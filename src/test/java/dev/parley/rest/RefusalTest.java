package dev.parley.rest;

import static dev.parley.testing.Person.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.testing.Person;
import dev.parley.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RefusalTest {

    @TestHTTPResource
    URI server;

    private static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status), "code", equalTo(code))
                .body("type", equalTo("urn:parley:error:" + code))
                .body("title", not(nullValue()), "detail", not(nullValue()), "instance", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "7",
                "{} {}",
                "{\"email\":\"a@b.c\",\"email\":\"d@e.f\",\"password\":\"12345678\"}",
                "{\"email\":\"a@b.c\",\"password\":\"\\ud800 12345678\"}",
                "{\"email\":\"a@b.c\",\"password\":\"\\u0000 12345678\"}",
                "{\"email\":\"a@b.c\",\"password\":\"12345678\",\"x\":{\"\\udc00\":1}}",
                "{\"email\":\"a@b.c\",\"password\":12345678}",
                "{\"email\":\"a@b.c\",\"password\":[\"12345678\"]}",
                "{\"email\":\"a@b.c\",\"password\":true}",
                "{\"email\":null,\"password\":\"12345678\"}"
            })
    void aBodyThatIsNotWhatItShouldBe(String body) {
        problem(json(body).post("/api/auth/register").then(), 400, "invalid_message");
        problem(json(body).post("/api/auth/login").then(), 400, "invalid_message");
    }

    @Test
    void bytesThatAreNotUtf8() {
        var body = "{\"email\":\"a@b.c\",\"password\":\"12345678é\"}".getBytes(StandardCharsets.ISO_8859_1);
        problem(json(body).post("/api/auth/login").then(), 400, "invalid_message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "roles", "created_at", "displayName", "is_admin"})
    void aFieldThatIsNotKnownIsNamed(String field) {
        problem(
                        json(Map.of("email", Person.newEmail(), "password", Person.PASSWORD, field, "x"))
                                .post("/api/auth/register")
                                .then(),
                        400,
                        "invalid_message")
                .body("errors.field", equalTo(List.of(field)));
    }

    @Test
    void everyFieldThatBreaksARuleIsNamed() {
        problem(
                        json(Map.of("email", "nobody", "password", "1234567", "display_name", "x".repeat(101)))
                                .post("/api/auth/register")
                                .then(),
                        400,
                        "invalid_message")
                .body("errors.field", hasItems("email", "password", "display_name"))
                .body("errors.message", everyItem(not(nullValue())));
    }

    @ParameterizedTest
    @CsvSource({"7,400", "8,201", "128,201", "129,400"})
    void aPasswordIsCountedInCodePoints(int length, int status) {
        json(Map.of("email", Person.newEmail(), "password", "\uD83D\uDE00".repeat(length)))
                .post("/api/auth/register")
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"0,400", "1,201", "100,201", "101,400"})
    void aDisplayNameIsCountedInCodePoints(int length, int status) {
        var name = "\uD83D\uDE00".repeat(length);
        json(Map.of("email", Person.newEmail(), "password", Person.PASSWORD, "display_name", name))
                .post("/api/auth/register")
                .then()
                .statusCode(status);
    }

    @Test
    void whatIsNotThereOrNotTakenIsAProblemToo() {
        problem(given().get("/api/nothing").then(), 404, "not_found");
        problem(given().get("/nothing").then(), 404, "not_found");
        problem(given().delete("/api/auth/me").then(), 405, "method_not_allowed");
        problem(
                given().body("a")
                        .contentType("text/plain")
                        .post("/api/auth/login")
                        .then(),
                415,
                "unsupported_media_type");
        problem(given().get("/api/auth/me").then(), 401, "unauthenticated");
        problem(Person.signedIn().calls().accept("text/csv").get("/api/auth/me").then(), 406, "not_acceptable");
    }

    @Test
    void aBodyThatIsTooLarge() throws IOException {
        var body = Map.of("email", "a@b.c", "password", "x".repeat(512 * 1024));
        problem(json(body).post("/api/auth/login").then(), 413, "payload_too_large");

        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(RawHttp.send(
                        server,
                        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(9) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("payload_too_large");
    }

    @Test
    void aRefusalOvertakenByItsBodyIsNotLostToAReset() throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write("POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 700000\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).startsWith("HTTP/1.1 413 ");
            while (in.read() != '}') {}

            for (int i = 0; i < 70; i++) {
                out.write(new byte[10_000]);
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip,415", "'gzip, identity',415", "br,415", "identity,201", "IDENTITY,201", "'',201"})
    void aBodyThatIsCompressedIsRefusedAsSuch(String coding, int status) {
        var call = json(Map.of("email", Person.newEmail(), "password", Person.PASSWORD))
                .header("Content-Encoding", coding)
                .post("/api/auth/register")
                .then()
                .statusCode(status);
        if (status == 415) {
            problem(call, status, "unsupported_media_type")
                    .body("detail", equalTo("A body must not be compressed."))
                    .header("Accept-Encoding", "identity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept:", "Accept: ", "Accept:\t", "X-Accept: x"})
    void whoAcceptsAnEmptyListAcceptsAnything(String accept) throws IOException {
        assertThat(RawHttp.send(
                        server,
                        "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + accept
                                + "\r\nAuthorization: Bearer "
                                + Person.signedIn().accessToken() + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whatGuardsABrowserIsOnEveryAnswer() {
        given().get("/api/auth/me")
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
}
