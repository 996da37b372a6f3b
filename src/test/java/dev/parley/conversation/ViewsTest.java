package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Json;
import dev.parley.limit.Level;
import dev.parley.limit.LevelStatus;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ViewsTest {

    @Test
    void whereALimitStandsIsTheItemOfTheWire() {
        var status = new LevelStatus(Level.SIGN_IN, "ann@example.org", 10, 9, 6_000, 60);
        assertThat(Json.write(Views.of(status))).isEqualTo("""
                {"level":"sign_in","key":"ann@example.org","limit":10,"remaining":9,"reset_after_ms":6000,"window_seconds":60}""");
    }

    @Test
    void levelsHaveTheirNamesOnTheWire() {
        assertThat(Arrays.stream(Level.values()).map(Level::wire))
                .containsExactly("user", "session", "channel", "api", "sign_in");
    }
}
