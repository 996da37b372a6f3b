package dev.parley.feedback;

import java.time.Instant;
import java.util.List;

/**
 * Who may answer a question, and how many of them must say the same.
 *
 * @param needed 1 lets the first valid answer decide; more are possible for an approval or a choice only
 */
public record Panel(List<Responder> responders, int needed) {

    /** @param from since when they may answer: later than the question for those it is escalated to */
    public record Responder(String userId, Instant from) {}

    public Panel {
        responders = List.copyOf(responders);
        if (responders.isEmpty() || needed < 1) {
            throw new IllegalArgumentException("nobody can answer");
        }
    }

    /** One person, who decides alone. */
    public static Panel of(String userId, Instant now) {
        return new Panel(List.of(new Responder(userId, now)), 1);
    }
}
