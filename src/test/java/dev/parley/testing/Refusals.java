package dev.parley.testing;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** What every refusal looks like. */
public final class Refusals {

    private Refusals() {}

    public static ValidatableResponse problem(Response response, int status, String code) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status), "code", equalTo(code))
                .body("type", equalTo("urn:parley:error:" + code))
                .body("title", not(nullValue()), "detail", not(nullValue()), "instance", nullValue());
    }
}
