package dev.parley.feedback;

import java.util.List;
import java.util.Optional;

/** Keeps the answers that arrived, whatever became of them. */
public interface AnswerStore {

    /** Keeps an answer, unless its responder has one for this request under the same key; answers whether it was kept. */
    boolean record(Received received);

    /** In the order of arrival. */
    List<Received> received(String requestId);

    /** How many of a person's answers to a request are kept that did not count. */
    int refused(String requestId, String responder);

    Optional<Received> receivedUnder(String requestId, String responder, String idempotencyKey);
}
