package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelStatusTest {

    @Test
    void isTheItemOfTheWire() throws Exception {
        var json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        var status = new LevelStatus(Level.SIGN_IN, "ann@example.org", 10, 9, 6_000, 60);
        assertThat(json.writeValueAsString(status)).isEqualTo("""
                {"level":"sign_in","key":"ann@example.org","limit":10,"remaining":9,"reset_after_ms":6000,"window_seconds":60}""");
    }

    @Test
    void levelsHaveTheirNamesOnTheWire() {
        assertThat(Arrays.stream(Level.values()).map(Level::wire))
                .containsExactly("user", "session", "channel", "api", "sign_in");
    }
}
