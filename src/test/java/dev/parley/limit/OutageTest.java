package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ManualTicker;
import org.junit.jupiter.api.Test;

class OutageTest {

    @Test
    void whileRedisIsSilentOneCallerInEachPauseTriesIt() {
        var ticker = new ManualTicker();
        var outage = new Outage(ticker);
        assertThat(outage.allowsACall()).isTrue();
        outage.failed("a reason");
        assertThat(outage.allowsACall()).isFalse();
        ticker.advance(Outage.PAUSE);
        assertThat(outage.allowsACall()).isTrue();
        assertThat(outage.allowsACall()).isFalse();
        outage.answered();
        assertThat(outage.allowsACall()).isTrue();
        assertThat(outage.allowsACall()).isTrue();
    }
}
