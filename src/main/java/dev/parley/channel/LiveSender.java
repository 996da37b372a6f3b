package dev.parley.channel;

import java.util.Optional;

/**
 * Shows what the agent says while it still grows, on a channel whose messages can be changed. It may do so seldom or not
 * at all: what must arrive is sent by the channel's {@link ChannelSender}, in place of what was shown before.
 */
public interface LiveSender {

    ChannelType type();

    /**
     * Shows a text from now on, where its notice will go. Returns at once.
     *
     * @param notice as it will be sent when the text is whole
     */
    void show(Notice notice, Growing text);

    /** A text that grows. */
    @FunctionalInterface
    interface Growing {

        /**
         * Its beginning.
         *
         * @param most characters
         * @return nothing once it grows no more
         */
        Optional<String> soFar(int most);
    }
}
