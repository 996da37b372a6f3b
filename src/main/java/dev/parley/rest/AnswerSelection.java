package dev.parley.rest;

import dev.parley.conversation.Listener.Frame;
import dev.parley.core.Json;
import java.util.Optional;

/** All that is told in a session until the answer to one message is over, without the texts of other answers. */
final class AnswerSelection implements EventStream.Selection {

    private final String messageId;
    private Optional<String> answerId = Optional.empty();

    AnswerSelection(String messageId) {
        this.messageId = messageId;
    }

    @Override
    public boolean wants(Frame frame) {
        return switch (frame.type()) {
            case "stream_start" -> begins(frame);
            case "stream_chunk", "stream_end" -> ours(frame);
            case String other -> true;
        };
    }

    private boolean begins(Frame frame) {
        var payload = Json.readOwn(frame.text()).path("payload");
        boolean begins = payload.path("in_reply_to_message").asText().equals(messageId);
        if (begins) {
            answerId = Optional.of(payload.path("message_id").asText());
        }
        return begins;
    }

    /** An id is found in a frame without reading all of it; there is a frame for every word. */
    private boolean ours(Frame frame) {
        return answerId.filter(frame.text()::contains).isPresent();
    }

    @Override
    public boolean endsWith(Frame frame) {
        return switch (frame.type()) {
            case "session_ended" -> true;
            case "stream_end" -> ours(frame);
            case "message_status" -> failed(frame);
            case String other -> false;
        };
    }

    /** The message was taken out of the line. */
    private boolean failed(Frame frame) {
        var payload = Json.readOwn(frame.text()).path("payload");
        return payload.path("message_id").asText().equals(messageId)
                && payload.path("status").asText().equals("failed");
    }
}
