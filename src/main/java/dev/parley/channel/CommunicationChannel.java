package dev.parley.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One address of a person, and how they want to be reached there.
 *
 * @param priority 1 is tried first; 1 to 3
 * @param retryLimit tries after the first that failed; 0 to 10
 * @param timeout how long an answer is waited for before the next channel is tried; one second to one hour
 * @param enabled whether the person wants it used
 * @param verifiedAt when its owner confirmed it; until then nothing but the request to do so goes there
 */
public record CommunicationChannel(
        String userId,
        ChannelType type,
        String address,
        int priority,
        int retryLimit,
        Duration timeout,
        boolean enabled,
        Optional<Instant> verifiedAt) {

    /** Whether a question may go there. */
    public boolean usable() {
        return enabled && verifiedAt.isPresent();
    }

    public boolean sameAddress(CommunicationChannel other) {
        return type == other.type && address.equals(other.address);
    }

    CommunicationChannel verified(Optional<Instant> at) {
        return new CommunicationChannel(userId, type, address, priority, retryLimit, timeout, enabled, at);
    }
}
