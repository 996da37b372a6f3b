package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The messages of a workspace, and what Slack's methods do with them by Slack's reference. */
final class SlackWorkspace {

    private final String token;
    /** By {@code channel:ts}. */
    private final Map<String, JsonNode> messages = new ConcurrentSkipListMap<>();

    private final Map<String, Boolean> spentTriggers = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    SlackWorkspace(String token) {
        this.token = token;
    }

    Set<String> channels() {
        return messages.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(':')))
                .collect(Collectors.toSet());
    }

    List<JsonNode> messages(String channel) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(channel + ":"))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<String> timestamps(String channel) {
        return messages.keySet().stream()
                .filter(key -> key.startsWith(channel + ":"))
                .map(key -> key.substring(channel.length() + 1))
                .toList();
    }

    ObjectNode answer(HttpServerRequest request, String method, JsonNode arguments) {
        var errors = new ArrayList<String>();
        check(errors, request.method() == HttpMethod.POST, "method_not_supported");
        check(errors, ("Bearer " + token).equals(request.getHeader("Authorization")), "invalid_auth");
        var type = request.getHeader("Content-Type");
        check(errors, "application/json; charset=utf-8".equals(type), "invalid_post_type");
        refusals(errors, method, arguments);
        var answer = JsonNodeFactory.instance.objectNode().put("ok", errors.isEmpty());
        return errors.isEmpty() ? done(method, arguments, answer) : answer.put("error", errors.getFirst());
    }

    private static void check(List<String> errors, boolean holds, String error) {
        if (!holds) {
            errors.add(error);
        }
    }

    private void refusals(List<String> errors, String method, JsonNode arguments) {
        switch (method) {
            case "chat.postMessage" -> {
                check(errors, text(arguments, "channel").matches("[UWD][A-Z0-9]{2,}"), "channel_not_found");
                check(errors, SlackRules.faults(arguments).isEmpty(), "invalid_blocks");
            }
            case "chat.update" -> {
                check(errors, messages.containsKey(key(arguments)), "message_not_found");
                check(errors, SlackRules.faults(arguments).isEmpty(), "invalid_blocks");
            }
            case "chat.postEphemeral" -> {
                check(errors, text(arguments, "channel").matches("[CDG][A-Z0-9]{2,}"), "channel_not_found");
                check(errors, text(arguments, "user").matches("[UW][A-Z0-9]{2,}"), "user_not_in_channel");
                check(errors, !text(arguments, "text").isBlank(), "no_text");
            }
            case "views.open" -> {
                var trigger = text(arguments, "trigger_id");
                check(errors, trigger.startsWith("trigger-"), "invalid_trigger_id");
                check(errors, SlackRules.viewFaults(arguments.path("view")).isEmpty(), "invalid_arguments");
                check(errors, spentTriggers.put(trigger, true) == null, "exchanged_trigger_id");
            }
            default -> errors.add("unknown_method");
        }
    }

    private ObjectNode done(String method, JsonNode arguments, ObjectNode answer) {
        return switch (method) {
            case "chat.postMessage" -> {
                var channel = SlackStub.conversation(text(arguments, "channel"));
                var ts = "1767323045.%06d".formatted(count.incrementAndGet());
                messages.put(channel + ":" + ts, arguments);
                yield answer.put("channel", channel).put("ts", ts);
            }
            case "chat.update" -> {
                messages.put(key(arguments), arguments);
                yield answer.put("channel", text(arguments, "channel")).put("ts", text(arguments, "ts"));
            }
            default -> answer;
        };
    }

    private static String key(JsonNode arguments) {
        return text(arguments, "channel") + ":" + text(arguments, "ts");
    }

    private static String text(JsonNode arguments, String name) {
        return arguments.path(name).asText();
    }
}
