package dev.parley.agent;

import dev.parley.core.ErrorCode;
import java.util.Optional;

/**
 * Hears a streamed answer: any number of parts, then exactly one of {@code complete} and {@code failed}. Called in
 * order on the event loop of the call to the model, so it must not block.
 */
public interface AnswerListener {

    /** @param text never empty; what arrived together in one network buffer comes as one part */
    void partial(String text);

    /** @param question present exactly when the finish is {@code ASKED} */
    void complete(Finish finish, Optional<Usage> usage, Optional<Question> question);

    /**
     * @param code {@code AGENT_UNAVAILABLE} or {@code AGENT_TIMEOUT}
     * @param usage what the model counted all the same
     */
    void failed(ErrorCode code, String message, Optional<Usage> usage);
}
