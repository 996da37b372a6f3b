package dev.parley.rest;

import dev.parley.channel.ChannelType;
import dev.parley.channel.CommunicationChannel;
import dev.parley.core.ParleyException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What goes in and out of {@link ChannelResource}. */
final class ChannelBodies {

    private ChannelBodies() {}

    /** What is left out of an item has a default, and {@code null} is the same. */
    @Schema(examples = """
            {"items": [{"type": "email", "address": "ada@example.com", "priority": 1, "retry_limit": 3}]}""")
    record Wanted(@NotNull List<@NotNull @Valid WantedItem> items) {

        List<CommunicationChannel> of(String userId) {
            return IntStream.range(0, items.size())
                    .mapToObj(i -> items.get(i).channel(userId, "items[" + i + "].type"))
                    .toList();
        }
    }

    record WantedItem(
            @NotNull String type,
            @NotNull String address,
            Optional<@Min(1) @Max(3) Integer> priority,
            Optional<@Min(0) @Max(10) Integer> retryLimit,
            Optional<@Min(1) @Max(3600) Integer> timeoutSeconds,
            Optional<Boolean> enabled) {

        CommunicationChannel channel(String userId, String field) {
            return new CommunicationChannel(
                    userId,
                    ChannelBodies.type(type, field),
                    address.strip(),
                    priority.orElse(1),
                    retryLimit.orElse(3),
                    Duration.ofSeconds(timeoutSeconds.orElse(300)),
                    enabled.orElse(true),
                    Optional.empty());
        }
    }

    /** What is stored, in the shape in which it is given. */
    record Item(String type, String address, int priority, int retryLimit, long timeoutSeconds, boolean enabled) {
        static Item of(CommunicationChannel channel) {
            return new Item(
                    channel.type().wire(),
                    channel.address(),
                    channel.priority(),
                    channel.retryLimit(),
                    channel.timeout().toSeconds(),
                    channel.enabled());
        }
    }

    /** Whether the reader of an address said that it is theirs. */
    record Confirmation(String type, String address, Optional<Instant> confirmedAt) {
        static Confirmation of(CommunicationChannel channel) {
            return new Confirmation(channel.type().wire(), channel.address(), channel.verifiedAt());
        }
    }

    @Schema(examples = """
            {"type": "email", "address": "ada@example.com"}""")
    record Address(@NotNull String type, @NotNull String address) {}

    static ChannelType type(String wire, String field) {
        return ChannelType.of(wire).orElseThrow(() -> ParleyException.invalid(field, "must be email or slack"));
    }
}
