package dev.parley.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.session.MessageStatus;
import dev.parley.session.SessionStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The rules about what clients say, which need nothing but what they said. Source: the wire contract, "Rules about data". */
@ApplicationScoped
public class Validator {

    private static final Set<String> CHANNELS = Set.of("websocket", "email", "slack", "api");
    private static final int LONGEST_CONTENT = 32_000;
    private static final int LONGEST_ID = 64;

    /** In UTF-8. Each change of it is an event that is kept. */
    private static final int MOST_METADATA = 16_384;

    /** 1 to 32,000 code points once trimmed; kept as it was sent. */
    public String content(String content) {
        var trimmed = content.strip();
        if (trimmed.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw ParleyException.invalid("content", "must not be empty or blank");
        }
        if (trimmed.length() > LONGEST_CONTENT && trimmed.codePointCount(0, trimmed.length()) > LONGEST_CONTENT) {
            throw ParleyException.invalid("content", "must have at most " + LONGEST_CONTENT + " characters");
        }
        if (content.indexOf('\0') >= 0) {
            throw ParleyException.invalid("content", "must not contain the character U+0000");
        }
        return content;
    }

    public String channel(String field, String channel) {
        if (!CHANNELS.contains(channel)) {
            throw ParleyException.invalid(field, "must be one of websocket, email, slack, api");
        }
        return channel;
    }

    /** A client's name for something of its own: 1 to 64 characters. */
    public Optional<String> clientId(String field, Optional<String> id) {
        id.ifPresent(text -> {
            int length = text.codePointCount(0, text.length());
            if ((length == 0 || length > LONGEST_ID || text.indexOf('\0') >= 0) && !CallKey.is(text)) {
                throw ParleyException.invalid(field, "must have 1 to " + LONGEST_ID + " characters");
            }
        });
        return id;
    }

    /** A JSON object of the client's own, as text. */
    public String metadata(ObjectNode metadata) {
        var text = Json.write(metadata);
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_METADATA) {
            throw ParleyException.invalid("metadata", "must have at most " + MOST_METADATA + " bytes");
        }
        if (!Json.finite(metadata)) {
            throw ParleyException.invalid("metadata", "must not contain a number beyond the range of a double");
        }
        return text;
    }

    /** What a client may make of a session by an update; ending has a call of its own. */
    public SessionStatus updatedStatus(String status) {
        return SessionStatus.of(status)
                .filter(known -> known != SessionStatus.ENDED)
                .orElseThrow(() -> ParleyException.invalid("status", "must be active or paused"));
    }

    public SessionStatus sessionStatus(String status) {
        return SessionStatus.of(status)
                .orElseThrow(() -> ParleyException.invalid("status", "must be active, paused or ended"));
    }

    public FeedbackStatus feedbackStatus(String status) {
        return FeedbackStatus.of(status)
                .orElseThrow(
                        () -> ParleyException.invalid("status", "must be pending, resolved, expired or cancelled"));
    }

    /** The list of what waits for somebody knows no other status. */
    public void pendingOnly(Optional<String> status) {
        if (status.filter(wanted -> !wanted.equals("pending")).isPresent()) {
            throw ParleyException.invalid("status", "must be pending");
        }
    }

    public MessageStatus messageStatus(String status) {
        return MessageStatus.of(status)
                .orElseThrow(() -> ParleyException.invalid("status", "must be sent, delivered, read or failed"));
    }
}
