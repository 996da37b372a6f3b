package dev.parley.agent;

/** The tokens that the model counted for an answer. */
public record Usage(int inputTokens, int outputTokens) {}
