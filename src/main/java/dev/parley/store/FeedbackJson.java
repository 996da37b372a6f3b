package dev.parley.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.feedback.FeedbackRequest.ChannelStatus;
import dev.parley.feedback.FeedbackRequest.Option;
import dev.parley.feedback.Outcome;
import java.time.Instant;
import java.util.List;

/** The documents in the columns of feedback, written by hand: no reflection, and numbers stay as they were given. */
final class FeedbackJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(NODES)
            .build();

    private FeedbackJson() {}

    static String write(JsonNode document) {
        return document.toString();
    }

    static JsonNode read(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document was stored that is no JSON", e);
        }
    }

    static JsonNode options(List<Option> options) {
        var array = NODES.arrayNode();
        options.forEach(option -> array.addObject().put("id", option.id()).put("label", option.label()));
        return array;
    }

    static List<Option> options(JsonNode array) {
        return array.valueStream()
                .map(option -> new Option(
                        option.get("id").textValue(), option.get("label").textValue()))
                .toList();
    }

    static JsonNode channels(List<ChannelStatus> channels) {
        var array = NODES.arrayNode();
        channels.forEach(
                each -> array.addObject().put("channel", each.channel()).put("status", each.status()));
        return array;
    }

    static List<ChannelStatus> channels(JsonNode array) {
        return array.valueStream()
                .map(each -> new ChannelStatus(
                        each.get("channel").textValue(), each.get("status").textValue()))
                .toList();
    }

    static JsonNode outcome(Outcome outcome) {
        var object = NODES.objectNode();
        outcome.action().ifPresent(action -> object.put("action", action));
        outcome.content().ifPresent(content -> object.put("content", content));
        outcome.values().ifPresent(values -> object.set("values", values));
        return object.put("responder", outcome.responder())
                .put("channel", outcome.channel())
                .put("at", outcome.at().toString());
    }

    static Outcome outcome(JsonNode object) {
        return new Outcome(
                object.optional("action").map(JsonNode::textValue),
                object.optional("content").map(JsonNode::textValue),
                object.optional("values"),
                object.get("responder").textValue(),
                object.get("channel").textValue(),
                Instant.parse(object.get("at").textValue()));
    }
}
