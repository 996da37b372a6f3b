package dev.parley.feedback;

import java.util.List;
import java.util.Optional;

/** Keeps what happened to questions, for good: the engines refuse to change a link. */
public interface AuditStore {

    /**
     * One thing that happened.
     *
     * @param entry what, as a JSON object
     * @param hash over the hash before it and the entry
     */
    record Link(String entry, String hash) {}

    /** The last link of a question's chain; nobody else adds to it until the transaction ends. */
    Optional<Link> holdLast(String requestId);

    void append(String requestId, Link link);

    /** In order. */
    List<Link> of(String requestId);
}
