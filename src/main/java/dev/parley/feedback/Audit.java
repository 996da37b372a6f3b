package dev.parley.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Digest;
import dev.parley.feedback.AuditStore.Link;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what happens to a question, in order and for good. Each entry carries a hash over itself and the hash before
 * it, so that a change of any shows in all that follow.
 */
@ApplicationScoped
public class Audit {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final AuditStore store;

    public Audit(AuditStore store) {
        this.store = store;
    }

    void asked(FeedbackRequest request) {
        var entry = entry("asked", request.createdAt());
        entry.put("type", request.type().wire()).put("prompt", request.prompt());
        var channels = entry.putArray("channels");
        request.channels().forEach(each -> channels.add(each.channel()));
        add(request.requestId(), entry);
    }

    void answered(Received received) {
        var answer = received.answer();
        var entry = entry("answered", received.at())
                .put("verdict", received.ruling().wire())
                .put("channel", answer.channel())
                .put("who", answer.responder());
        answer.action().ifPresent(action -> entry.put("action", action));
        answer.content().ifPresent(content -> entry.put("content", content));
        answer.values().ifPresent(values -> entry.set("values", values));
        add(received.requestId(), entry);
    }

    /** It is resolved, expired or withdrawn. */
    void ended(FeedbackRequest request, Instant at) {
        var entry = entry(request.status().wire(), at);
        request.outcome().ifPresent(outcome -> {
            entry.put("channel", outcome.channel()).put("who", outcome.responder());
        });
        add(request.requestId(), entry);
    }

    /** Nobody answered, and the policy decides. */
    void defaulted(FeedbackRequest request, Instant at) {
        var entry = entry("defaulted", at);
        request.outcome().flatMap(Outcome::action).ifPresent(action -> entry.put("action", action));
        add(request.requestId(), entry);
    }

    /**
     * How far it got to somebody, or what they did with it.
     *
     * @param event such as {@code sent}, {@code retrying}, {@code failed}, {@code opened}
     * @param who the user it was for
     * @param attempt the number of the try
     */
    public void reached(
            String requestId,
            Instant at,
            String event,
            String channel,
            String who,
            int attempt,
            Optional<String> reason) {
        var entry = entry(event, at).put("channel", channel).put("who", who).put("attempt", attempt);
        reason.ifPresent(text -> entry.put("reason", text));
        add(requestId, entry);
    }

    private static ObjectNode entry(String event, Instant at) {
        return NODES.objectNode().put("at", at.toString()).put("event", event);
    }

    private void add(String requestId, ObjectNode entry) {
        var before = store.holdLast(requestId).map(Link::hash).orElse("");
        var text = entry.toString();
        store.append(requestId, new Link(text, hash(before, text)));
    }

    /** All that happened, in order. */
    public List<Link> of(String requestId) {
        return store.of(requestId);
    }

    /** Whether no entry was changed, and none taken out before the last. */
    public static boolean intact(List<Link> chain) {
        var before = "";
        for (var link : chain) {
            if (!hash(before, link.entry()).equals(link.hash())) {
                return false;
            }
            before = link.hash();
        }
        return true;
    }

    /** SHA-256 in hexadecimal over the hash before, a line feed, and the entry; before the first there is nothing. */
    private static String hash(String before, String entry) {
        return Digest.hex(before + "\n" + entry);
    }
}
