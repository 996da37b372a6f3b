package dev.parley.channel;

import java.time.Instant;

/** How far a notice got. */
public sealed interface Progress {

    /** It is out; the reference is how the channel knows it. */
    record Sent(String reference) implements Progress {}

    /** A try failed; the next is due then. */
    record Retrying(String reason, Instant due) implements Progress {}

    /** The channel is left alone for now, so this was no try. */
    record Postponed(Instant due) implements Progress {}

    /** It was given up: too many tries, or refused for good. Kept for an administrator to look at. */
    record Dead(String reason) implements Progress {}

    /** There is nothing to say any more. */
    record Withdrawn() implements Progress {}
}
