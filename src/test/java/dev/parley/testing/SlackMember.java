package dev.parley.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.SlackSignature;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A member of a workspace, and the calls that Slack makes when they click; signed by Slack's own SDK. */
public record SlackMember(String id, Clock clock) {

    private static final AtomicInteger TRIGGERS = new AtomicInteger();

    /** Somebody new, who confirmed that the person of a chat is to be asked here. */
    public static SlackMember of(Chat chat, SlackStub slack, Clock clock) {
        var member = at(clock);
        chat.person().reachableBy(Map.of("type", "slack", "address", member.id));
        var request = slack.await("chat.postMessage", member.id, 1);
        given().post(URI.create(request.findValue("url").asText()).getPath())
                .then()
                .statusCode(200);
        return member;
    }

    /** Somebody new. */
    public static SlackMember at(Clock clock) {
        var id = UUID.randomUUID().toString().replace("-", "").substring(0, 10).toUpperCase(Locale.ROOT);
        return new SlackMember("U" + id, clock);
    }

    /** The call for a click on the button of a message with this {@code action_id}. */
    public ObjectNode click(JsonNode message, String actionId) {
        for (var block : message.path("blocks")) {
            for (var button : block.path("elements")) {
                if (button.path("action_id").asText().equals(actionId)) {
                    return click(block.path("block_id").asText(), button);
                }
            }
        }
        throw new AssertionError("no button " + actionId + " in " + message);
    }

    private ObjectNode click(String block, JsonNode button) {
        var payload = payload("block_actions");
        payload.putObject("container").put("type", "message").put("message_ts", "1767323045.000001");
        payload.putObject("channel").put("id", SlackStub.conversation(id)).put("name", "directmessage");
        payload.put("response_url", "http://169.254.169.254/actions/T1/2/3");
        var action = payload.putArray("actions").addObject();
        action.setAll((ObjectNode) button);
        action.put("block_id", block).put("action_ts", "1767323046.000001");
        return payload;
    }

    /** The call for a modal that was sent with these values. */
    public ObjectNode submission(JsonNode modal, JsonNode values) {
        var payload = payload("view_submission");
        var view = payload.putObject("view");
        view.setAll((ObjectNode) modal);
        view.put("id", "V" + TRIGGERS.incrementAndGet() + id).putObject("state").set("values", values);
        return payload;
    }

    /** The call for what they write to the bot, in a thread or without. */
    public ObjectNode says(String text, Optional<String> thread) {
        var call = JsonNodeFactory.instance
                .objectNode()
                .put("type", "event_callback")
                .put("team_id", "T1");
        call.put("event_id", "Ev" + TRIGGERS.incrementAndGet() + id);
        var event = call.putObject("event").put("type", "message").put("channel_type", "im");
        event.put("channel", SlackStub.conversation(id)).put("user", id).put("text", text);
        event.put("ts", "1767323047." + TRIGGERS.incrementAndGet());
        thread.ifPresent(ts -> event.put("thread_ts", ts));
        return call;
    }

    /** Calls with an event, well signed. */
    public ValidatableResponse tell(ObjectNode call) {
        long timestamp = clock.instant().getEpochSecond();
        return given().header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signed(call.toString(), timestamp))
                .contentType("application/json")
                .body(call.toString())
                .post("/slack/events")
                .then();
    }

    private ObjectNode payload(String type) {
        var payload = JsonNodeFactory.instance.objectNode().put("type", type).put("api_app_id", "A1");
        payload.put("trigger_id", "trigger-" + TRIGGERS.incrementAndGet() + "-" + id);
        payload.putObject("team").put("id", "T1").put("domain", "example");
        payload.putObject("user").put("id", id).put("name", "ann").put("team_id", "T1");
        return payload;
    }

    public ValidatableResponse send(ObjectNode payload) {
        return send(payload, clock.instant().getEpochSecond());
    }

    /** With a good signature of this time. */
    public ValidatableResponse send(ObjectNode payload, long timestamp) {
        var body = form(payload);
        return post(body, timestamp, signed(body, timestamp));
    }

    public static String form(ObjectNode payload) {
        return "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
    }

    public static String signed(String body, long timestamp) {
        return new SlackSignature.Generator(SlackStub.SIGNING_SECRET).generate(Long.toString(timestamp), body);
    }

    public static ValidatableResponse post(String body, long timestamp, String signature) {
        return given().header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature)
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/slack/interactions")
                .then();
    }
}
