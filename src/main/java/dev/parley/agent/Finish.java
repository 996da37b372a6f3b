package dev.parley.agent;

/** How a streamed answer came to its end: whole, cut at the model's limit, or with a question to a person. */
public enum Finish {
    COMPLETE,
    LENGTH,
    ASKED
}
