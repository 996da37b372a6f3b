package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestClock;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final TestClock clock = TestClock.at("2026-01-02T03:04:05Z");
    private final AtomicInteger tries = new AtomicInteger();
    private Optional<Duration> retryAfter = Optional.empty();
    private final Lane lane = new Lane(
            new ChannelSender() {
                @Override
                public ChannelType type() {
                    return ChannelType.EMAIL;
                }

                @Override
                public Delivery send(Notice notice, Card card) {
                    tries.incrementAndGet();
                    return new Delivery.Failed("away", retryAfter);
                }
            },
            new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 200, new DurationConverter())
                    .withMapping(ChannelConfig.class)
                    .withDefaultValue("parley.channel.breaker-failures", "3")
                    .withDefaultValue("parley.channel.breaker-delay", "1h")
                    .build()
                    .getConfigMapping(ChannelConfig.class),
            clock);

    private Lane.Outcome send() {
        var notice = Notice.confirmation("id", "ann", ChannelType.EMAIL, "ann@example.com", clock.instant());
        return lane.send(notice, new Card.Confirmation("token", "Ann"));
    }

    @Test
    void aChannelThatFailedTooOftenRestsFromThenOnAndNotForEver() {
        send();
        send();
        assertThat(lane.rests()).isFalse();
        send();
        assertThat(lane.rests()).isTrue();

        clock.advance(Duration.ofMinutes(61));
        assertThat(lane.rests()).isFalse();
    }

    @Test
    void whatComesWhileAnotherOneTriesWhetherTheChannelWorksAgainWaitsForThatAlone() {
        send();
        send();
        send();
        clock.advance(Duration.ofMinutes(61)); // the breaker, by its own clock, lets nobody through
        assertThat(send()).isEqualTo(new Lane.Resting(clock.instant().plusSeconds(1)));
        assertThat(lane.rests()).isFalse();
        assertThat(tries).hasValue(3);
    }

    @Test
    void aChannelThatAsksToBeLeftAloneRestsWithoutATry() {
        retryAfter = Optional.of(Duration.ofMinutes(5));
        send();
        assertThat(lane.rests()).isTrue();
        assertThat(send()).isEqualTo(new Lane.Resting(Instant.parse("2026-01-02T03:09:05Z")));
        assertThat(tries).hasValue(1);
    }

    @Test
    void aShortPauseThatIsAskedForDoesNotEndTheLongOne() {
        send();
        send();
        retryAfter = Optional.of(Duration.ofSeconds(1));
        send();
        clock.advance(Duration.ofMinutes(59));
        assertThat(lane.rests()).isTrue();
    }
}
