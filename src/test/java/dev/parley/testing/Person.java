package dev.parley.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** Somebody with an account at the server under test, signed in. */
public record Person(String userId, String email, String password, String accessToken, String refreshToken) {

    public static final String PASSWORD = "correct horse battery";

    public static String newEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    /** Registers and signs in somebody new. */
    public static Person signedIn() {
        var email = newEmail();
        String userId = json(Map.of("email", email, "password", PASSWORD))
                .post("/api/auth/register")
                .then()
                .statusCode(201)
                .extract()
                .path("user_id");
        return signIn(userId, email);
    }

    /** Signs in somebody of that address, who may be new. */
    public static Person called(String email) {
        json(Map.of("email", email, "password", PASSWORD)).post("/api/auth/register");
        var person = signIn("", email);
        String userId = person.calls().get("/api/auth/me").path("user_id");
        return new Person(userId, email, PASSWORD, person.accessToken(), person.refreshToken());
    }

    /** Signs in once more: another family of tokens. */
    public Person again() {
        return signIn(userId, email);
    }

    private static Person signIn(String userId, String email) {
        var tokens = json(Map.of("email", email, "password", PASSWORD))
                .post("/api/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return new Person(userId, email, PASSWORD, tokens.getString("access_token"), tokens.getString("refresh_token"));
    }

    /** Is to be asked by these channels from now on, and by no others; each has to be confirmed yet. */
    @SafeVarargs
    public final void reachableBy(Map<String, ?>... channels) {
        calls().contentType(ContentType.JSON)
                .body(Map.of("items", channels))
                .put("/api/channels")
                .then()
                .statusCode(200);
    }

    /** A request with this person's access token. */
    public RequestSpecification calls() {
        return given().auth().oauth2(accessToken);
    }

    /** A request with a JSON body and no token. */
    public static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }
}
