package dev.parley.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parley.core.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes server frames. The type comes first, so that a reader may dispatch on the beginning of the text; payloads that
 * are JSON already go in as they are.
 */
public final class FrameWriter {

    private static final int ENVELOPE = 160;

    private FrameWriter() {}

    /** A frame that no session's log holds. */
    public static String write(
            ServerMessage message, Instant at, Optional<String> session, Optional<String> inReplyTo) {
        var out = begin(message.type(), at);
        session.ifPresent(id -> out.append(",\"session_id\":\"").append(id).append('"'));
        return end(out, inReplyTo, Json.write(message));
    }

    public static String pong(Instant at, Optional<String> inReplyTo, String payload) {
        return end(begin("pong", at), inReplyTo, payload);
    }

    /** A session's event. */
    public static String event(
            String type,
            Instant at,
            String session,
            long seq,
            Optional<String> inReplyTo,
            boolean replay,
            String payload) {
        var out = begin(type, at)
                .append(",\"session_id\":\"")
                .append(session)
                .append("\",\"seq\":")
                .append(seq);
        if (replay) {
            out.append(",\"replay\":true");
        }
        return end(out, inReplyTo, payload);
    }

    /** A piece of a streamed answer: the one frame that is written for every token, hence by hand. */
    public static String chunk(
            Instant at, String session, String message, int index, int offset, CharSequence content, boolean replay) {
        var out = begin("stream_chunk", at)
                .append(",\"session_id\":\"")
                .append(session)
                .append('"');
        if (replay) {
            out.append(",\"replay\":true");
        }
        out.append(",\"payload\":{\"message_id\":\"")
                .append(message)
                .append("\",\"index\":")
                .append(index);
        out.append(",\"offset\":").append(offset).append(",\"content\":\"");
        JsonStringEncoder.getInstance().quoteAsString(content, out);
        return out.append("\"}}").toString();
    }

    private static StringBuilder begin(String type, Instant at) {
        var out =
                new StringBuilder(ENVELOPE).append("{\"type\":\"").append(type).append("\",\"ts\":\"");
        Timestamps.append(out, at);
        return out.append('"');
    }

    private static String end(StringBuilder out, Optional<String> inReplyTo, String payload) {
        inReplyTo.ifPresent(id -> {
            out.append(",\"in_reply_to\":\"");
            JsonStringEncoder.getInstance().quoteAsString(id, out);
            out.append('"');
        });
        return out.append(",\"payload\":").append(payload).append('}').toString();
    }
}
