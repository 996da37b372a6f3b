package dev.parley.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.ChannelType;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ErrorCode;
import dev.parley.core.Json;
import dev.parley.core.OpaqueToken;
import dev.parley.core.ParleyException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What Slack tells of something that a member did. */
record SlackPayload(JsonNode json) {

    private static final String FIELD = "payload=";

    /** From a form with one field. */
    static SlackPayload ofForm(byte[] body) {
        var field = Arrays.stream(new String(body, StandardCharsets.UTF_8).split("&"))
                .filter(part -> part.startsWith(FIELD))
                .findFirst()
                .orElseThrow(() -> ParleyException.invalid("payload", "must be given"));
        try {
            return of(URLDecoder.decode(field.substring(FIELD.length()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ParleyException(ErrorCode.INVALID_MESSAGE, "payload must be URL-encoded", e);
        }
    }

    static SlackPayload of(String json) {
        try {
            var payload = Json.read(json);
            if (!payload.isObject()) {
                throw ParleyException.invalid("payload", "must be a JSON object");
            }
            return new SlackPayload(payload);
        } catch (JsonProcessingException e) {
            throw new ParleyException(ErrorCode.INVALID_MESSAGE, "payload must be JSON", e);
        }
    }

    /** What happened, such as {@code block_actions}. */
    String type() {
        return text(json.path("type"));
    }

    String text(String pointer) {
        return text(json.at(pointer));
    }

    /** Empty for what is absent. */
    static String text(JsonNode node) {
        var text = node.isTextual() ? node.textValue() : "";
        if (text.indexOf('\0') >= 0 || Json.loneSurrogate(text)) {
            throw new ParleyException(ErrorCode.INVALID_MESSAGE, "payload must hold well-formed text");
        }
        return text;
    }

    /** The member who acts on a notice's card. */
    Letterbox.Reader reader(String noticeId) {
        if (text("/team/id").isEmpty() && text("/user/team_id").isEmpty()) {
            throw ParleyException.invalid("team", "must be given");
        }
        return new Letterbox.Reader(noticeId, ChannelType.SLACK, member());
    }

    String member() {
        return text("/user/id");
    }

    /** The key under which an answer is taken once, of the id that Slack gave to the act; the same in every copy of it. */
    static Optional<String> key(String id) {
        if (id.isEmpty()) {
            throw ParleyException.invalid("payload", "must have an id");
        }
        return Optional.of(OpaqueToken.hash(id));
    }
}
