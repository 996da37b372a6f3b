package dev.parley.feedback;

import java.util.List;

/**
 * Counts who said what of a question that several must agree on.
 *
 * @param asked how many were asked at first: who is asked later can help to agree, and undoes no rejection
 */
record Votes(List<Received> counted, int asked, int needed) {

    /**
     * Whether one more vote for an action decides: enough have asked for it, or it is the rejection of what can no longer
     * be approved because too many are against it.
     */
    boolean decides(String action) {
        long same = 1
                + counted.stream()
                        .filter(vote -> vote.answer().action().stream().anyMatch(action::equals))
                        .count();
        boolean hopeless = action.equals("reject") && same > asked - needed;
        return same >= needed || hopeless;
    }

    boolean has(String responder) {
        return counted.stream().anyMatch(vote -> vote.answer().responder().equals(responder));
    }
}
