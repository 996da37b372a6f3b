package dev.parley.testing;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A session of a person, used over REST. */
public record Chat(Person person, String sessionId) {

    /** Opens a session for somebody new. */
    public static Chat open() {
        return open(Person.signedIn());
    }

    public static Chat open(Person person) {
        return new Chat(
                person,
                person.calls()
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/sessions")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("session_id"));
    }

    public String path() {
        return "/api/sessions/" + sessionId;
    }

    public ValidatableResponse get(String below) {
        return person.calls().get(path() + below).then();
    }

    public Response post(String below, Object body) {
        return person.calls().contentType("application/json").body(body).post(path() + below);
    }

    public Response patch(String below, Object body) {
        return person.calls().contentType("application/json").body(body).patch(path() + below);
    }

    /** Says something; answers the message's id. */
    public String say(String content) {
        return post("/messages", Map.of("content", content))
                .then()
                .statusCode(202)
                .extract()
                .path("message_id");
    }

    /** Says something and waits until the agent is at rest again. */
    public String sayAndWait(String content) {
        var message = say(content);
        awaitRest();
        return message;
    }

    public void awaitRest() {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() ->
                        get("/agent-state").extract().<String>path("status").matches("idle|waiting_feedback"));
    }

    /** Lets the agent ask by a phrase of the demo; answers the request's id. */
    public String question(String phrase) {
        sayAndWait(phrase);
        return get("/feedback?status=pending").extract().path("items[0].request_id");
    }

    /** Says something and reads the answer as a stream. */
    public SseReader stream(URI server, String body) throws Exception {
        return SseReader.open(SseReader.request(server, person, path() + "/messages")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Follows the events. */
    public SseReader follow(URI server, String query) throws Exception {
        return SseReader.open(
                SseReader.request(server, person, path() + "/events" + query).build());
    }
}
