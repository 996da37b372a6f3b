package dev.parley.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.ErrorCode;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import dev.parley.protocol.ClientMessage.OnBusy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads client frames, and names what is wrong with one. */
public final class FrameReader {

    private static final int LARGEST_PING = 125;
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private FrameReader() {}

    /** @throws ParleyException {@code invalid_message} or {@code unknown_type} */
    public static ClientFrame read(String text) {
        var frame = object(text);
        var fields = new Fields(frame, "");
        var type = fields.text("type");
        var id = fields.maybeText("id");
        if (id.isPresent() && Fields.longId(id.get())) {
            fields.error("id", "must have at most " + Fields.LONGEST_ID + " characters");
        }
        var payload = fields.maybeObject("payload").orElse(NOTHING);
        fields.end();
        return new ClientFrame(id, message(type, payload, text));
    }

    /** The id of a frame that may be wrong in other ways, so that its error can name it. */
    public static Optional<String> id(String text) {
        try {
            return Json.read(text) instanceof ObjectNode frame
                    ? Optional.ofNullable(frame.get("id"))
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::textValue)
                            .filter(id -> !Fields.longId(id) && !Json.loneSurrogate(id))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode object(String text) {
        JsonNode tree;
        try {
            tree = Json.read(text);
        } catch (JsonProcessingException e) {
            throw new ParleyException(ErrorCode.INVALID_MESSAGE, "The frame is not JSON: " + where(e), e);
        }
        if (!(tree instanceof ObjectNode frame)) {
            throw new ParleyException(ErrorCode.INVALID_MESSAGE, "The frame is not a JSON object");
        }
        // Strict UTF-8 lets no half of a pair in; only an escape can bring one.
        if (text.contains("\\u") && Json.loneSurrogate(frame)) {
            throw new ParleyException(ErrorCode.INVALID_MESSAGE, "The frame has half of a surrogate pair");
        }
        return frame;
    }

    private static String where(JsonProcessingException e) {
        var place = e.getLocation();
        var reason = e.getOriginalMessage();
        boolean duplicate = reason != null && reason.startsWith("Duplicate");
        return (duplicate ? "a name stands twice" : "syntax error")
                + (place == null ? "" : " at character " + place.getCharOffset());
    }

    private static ClientMessage message(String type, ObjectNode payload, String text) {
        var fields = new Fields(payload, "payload.");
        var message =
                switch (type) {
                    case "authenticate" -> new ClientMessage.Authenticate(fields.text("token"));
                    case "start_session" -> start(fields);
                    case "message" -> say(fields);
                    case "cancel" ->
                        new ClientMessage.Cancel(fields.maybeText("session_id"), fields.maybeText("message_id"));
                    case "submit_feedback" ->
                        new ClientMessage.SubmitFeedback(
                                fields.text("request_id"),
                                fields.maybeText("content"),
                                fields.maybeText("action"),
                                fields.maybeDocument("values"),
                                fields.maybeId("idempotency_key"));
                    case "mark_read" -> new ClientMessage.MarkRead(fields.text("message_id"));
                    case "ping" -> ping(payload, text);
                    case "get_rate_limit_status" -> new ClientMessage.GetRateLimitStatus();
                    case "end_session" -> new ClientMessage.EndSession(fields.maybeText("session_id"));
                    case String unknown ->
                        throw new ParleyException(ErrorCode.UNKNOWN_TYPE, "No message is of this type");
                };
        if (!(message instanceof ClientMessage.Ping)) {
            fields.end();
        }
        return message;
    }

    private static ClientMessage start(Fields fields) {
        var channel = fields.maybeText("preferred_channel");
        var metadata = fields.maybeDocument("metadata");
        var clientId = fields.maybeId("client_session_id");
        var session = fields.maybeText("session_id");
        var afterSeq = fields.maybeCount("after_seq");
        if (session.isEmpty()) {
            if (afterSeq.isPresent()) {
                fields.error("after_seq", "goes with session_id");
            }
            return new ClientMessage.StartSession(channel, metadata, clientId);
        }
        if (channel.isPresent() || metadata.isPresent() || clientId.isPresent()) {
            fields.error("session_id", "resumes a session, which takes after_seq alone");
        }
        return new ClientMessage.ResumeSession(session.get(), afterSeq);
    }

    private static ClientMessage say(Fields fields) {
        return new ClientMessage.Say(
                fields.text("content"),
                fields.flag("stream", true),
                fields.maybeId("client_message_id"),
                fields.maybeText("channel").orElse("websocket"),
                fields.maybeText("session_id"),
                onBusy(fields));
    }

    private static OnBusy onBusy(Fields fields) {
        return switch (fields.maybeText("on_busy").orElse("enqueue")) {
            case "enqueue" -> OnBusy.ENQUEUE;
            case "reject" -> OnBusy.REJECT;
            case "interrupt" -> OnBusy.INTERRUPT;
            case String other -> {
                fields.error("on_busy", "must be enqueue, reject or interrupt");
                yield OnBusy.ENQUEUE;
            }
        };
    }

    /** Kept as it was written, so that the pong has the same numbers. */
    private static ClientMessage ping(ObjectNode payload, String text) {
        var own = payload.isEmpty() ? "{}" : Json.member(text, "payload");
        if (own.getBytes(StandardCharsets.UTF_8).length > LARGEST_PING) {
            throw ParleyException.invalid("payload", "must have at most " + LARGEST_PING + " bytes");
        }
        return new ClientMessage.Ping(own);
    }
}
