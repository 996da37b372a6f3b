package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuthTest {

    @Test
    void aPersonRegistersSignsInAndIsKnown() {
        var email = UUID.randomUUID() + "@example.com";
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "email", "  " + email.toUpperCase() + " ", "password", "correct horse", "display_name", "Ann"))
                .post("/api/auth/register")
                .then()
                .log()
                .all()
                .statusCode(201)
                .body("email", equalTo(email), "user_id", notNullValue(), "display_name", equalTo("Ann"));
        String token = given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", "correct horse"))
                .post("/api/auth/login")
                .then()
                .log()
                .all()
                .statusCode(200)
                .extract()
                .path("access_token");
        given().auth().oauth2(token).get("/api/auth/me").then().log().all().statusCode(200);
        given().auth().oauth2(token).post("/api/auth/ticket").then().log().all().statusCode(201);
        given().get("/api/auth/me").then().log().all().statusCode(401);
        given().auth().oauth2("x.y.z").get("/api/auth/me").then().log().all().statusCode(401);
        given().get("/api/nothing").then().log().all().statusCode(404);
        given().get("/nothing").then().log().all().statusCode(404);
        given().get("/q/health/live").then().log().all();
        given().get("/q/openapi").then().log().all();
        given().get("/q/metrics").then().log().all();
        given().delete("/api/auth/me").then().log().all();
        given().body("a")
                .contentType("text/plain")
                .post("/api/auth/login")
                .then()
                .log()
                .all();
        given().contentType(ContentType.JSON)
                .post("/api/auth/login")
                .then()
                .log()
                .all();
        given().post("/api/auth/login").then().log().all();
        given().contentType(ContentType.JSON)
                .body("{\"email\":3}")
                .post("/api/auth/login")
                .then()
                .log()
                .all();
        given().contentType(ContentType.JSON)
                .body("[]")
                .post("/api/auth/login")
                .then()
                .log()
                .all();
        given().contentType(ContentType.JSON)
                .body("null")
                .post("/api/auth/login")
                .then()
                .log()
                .all();
        given().contentType(ContentType.JSON)
                .body("{\"email\":\"x\",\"extra\":1}")
                .post("/api/auth/login")
                .then()
                .log()
                .all();
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/auth/register")
                .then()
                .log()
                .all();
        given().contentType(ContentType.JSON)
                .body("{\"a\":\"" + "x".repeat(200_000) + "\"}")
                .post("/api/auth/register")
                .then()
                .log()
                .all();
        given().accept("text/csv")
                .auth()
                .oauth2(token)
                .get("/api/auth/me")
                .then()
                .log()
                .all();
    }
}
