package dev.parley.channel;

/** Carries notices by one channel. */
public interface ChannelSender {

    ChannelType type();

    /**
     * Tries once, and waits for what comes of it. The same notice may come again, when nobody heard of what came of the
     * try before: it should then be known by the channel to be the same. Whatever is thrown counts as a failure.
     */
    Delivery send(Notice notice, Card card);
}
