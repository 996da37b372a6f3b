package dev.parley.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** A fresh user who is signed in: limits are per user, so each test takes its own. */
public record Given(String userId, String email, String accessToken, String refreshToken) {

    private static final String PASSWORD = "correct horse battery";

    public static Given user() {
        var email = UUID.randomUUID() + "@example.com";
        String id = given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", PASSWORD))
                .post("/api/auth/register")
                .then()
                .statusCode(201)
                .extract()
                .path("user_id");
        return signedIn(id, email);
    }

    /** The same user, by another sign-in. */
    public Given again() {
        return signedIn(userId, email);
    }

    private static Given signedIn(String id, String email) {
        var tokens = given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", PASSWORD))
                .post("/api/auth/login")
                .then()
                .statusCode(200)
                .extract();
        return new Given(id, email, tokens.path("access_token"), tokens.path("refresh_token"));
    }

    /** A call over REST as this user. */
    public RequestSpecification calls() {
        return given().auth().oauth2(accessToken).contentType(ContentType.JSON).accept(ContentType.JSON);
    }

    public ChatClient.Opening socket() {
        return ChatClient.to(io.restassured.RestAssured.port).token(accessToken);
    }

    public ChatClient connected() {
        return socket().open();
    }

    /** A connection with one session open. */
    public ChatClient inSession() {
        var client = connected();
        client.startSession();
        return client;
    }

    public void logsOut() {
        given().contentType(ContentType.JSON)
                .body(Map.of("refresh_token", refreshToken))
                .post("/api/auth/logout")
                .then()
                .statusCode(204);
    }
}
