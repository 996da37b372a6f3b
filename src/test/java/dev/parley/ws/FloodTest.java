package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloodTest {

    private final ManualTicker ticker = new ManualTicker();
    private final Flood flood = new Flood(ticker, 100);

    private boolean second(int frames) {
        boolean flooded = false;
        for (int i = 0; i < frames; i++) {
            flooded |= flood.frame();
        }
        ticker.advance(Duration.ofSeconds(1));
        return flooded;
    }

    @Test
    void threeSecondsOfTooManyFramesAreAFlood() {
        assertThat(second(101)).isFalse();
        assertThat(second(101)).isFalse();
        assertThat(second(101)).isFalse();
        assertThat(second(1)).isTrue();
    }

    @Test
    void aHundredFramesEverySecondAreNone() {
        for (int i = 0; i < 20; i++) {
            assertThat(second(100)).isFalse();
        }
    }

    @Test
    void aSecondOfPeaceBetweenIsEnough() {
        for (int i = 0; i < 20; i++) {
            assertThat(second(i % 3 == 2 ? 10 : 500)).isFalse();
        }
    }

    @Test
    void burstsWithWholeSecondsOfPeaceBetweenAreNone() {
        for (int i = 0; i < 20; i++) {
            for (int frame = 0; frame < 101; frame++) {
                assertThat(flood.frame()).isFalse();
            }
            ticker.advance(Duration.ofMillis(1_990));
        }
    }

    @Test
    void fiftyRefusalsWithinTenSecondsAreTooMany() {
        ticker.advance(Duration.ofSeconds(9));
        for (int i = 0; i < 49; i++) {
            assertThat(flood.refusal()).isFalse();
            ticker.advance(Duration.ofMillis(190));
        }
        assertThat(flood.refusal()).isTrue();
    }

    @Test
    void fiftyRefusalsInALongerTimeAreNot() {
        for (int i = 0; i < 500; i++) {
            assertThat(flood.refusal()).isFalse();
            ticker.advance(Duration.ofMillis(205));
        }
    }
}
