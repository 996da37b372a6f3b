package dev.parley.agent;

import io.vertx.core.buffer.Buffer;

/** Takes the body of one answer of the endpoint. What {@code read} and {@code end} throw fails the call. */
interface AnswerReader {

    /** The most that is kept of one answer. */
    int LONGEST = 4 << 20;

    static AgentFailure tooLong() {
        return AgentFailure.unavailable("The model's answer is too long.");
    }

    /** @return whether this brought the answer on; silence is measured from the last time it did */
    boolean read(Buffer part);

    /** @return whether there is something of the answer, so that it cannot be asked for once more */
    boolean begun();

    /** Tells what was read, after all that had arrived together. */
    void tell();

    /** @return whether the answer is whole, so that what follows does not matter */
    boolean done();

    /** @return whether the model said that it came to an end, though its usage or the mark of the end may follow */
    default boolean finished() {
        return false;
    }

    /** @return whether the answer would go on, but no more of it is wanted */
    default boolean cut() {
        return false;
    }

    /** The answer ended; what was not told is told first. */
    void end();

    /** The call failed; what was not told is told first. */
    void failed(AgentFailure failure);
}
