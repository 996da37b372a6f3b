package dev.parley.channel;

import java.time.Instant;
import java.util.List;

/** Keeps the channels of people. */
public interface ChannelStore {

    /** By priority, then in the order in which they were given. */
    List<CommunicationChannel> of(String userId);

    /** Holds the user's channels against every other change until the transaction ends. */
    void hold(String userId);

    /** Puts these in place of all that the user had. */
    void replace(String userId, List<CommunicationChannel> channels);

    /** Notes that the owner confirmed the address, if it is one of the user's and was not confirmed before. */
    void verify(String userId, ChannelType type, String address, Instant at);
}
