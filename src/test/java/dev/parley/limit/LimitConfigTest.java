package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitConfigTest {

    @Test
    void defaultsAreTheContracts() {
        var config = config(Map.of());
        assertThat(new Limits(config.user(), config.session(), config.channel(), config.api(), config.signIn()))
                .isEqualTo(Limits.DEFAULT);
    }

    @Test
    void aBillionTurnsALimitOff() {
        var config = config(Map.of("parley.limit.sign-in", "1000000000", "parley.limit.user", "1000000000"));
        assertThat(config.signIn()).isEqualTo(Limits.NONE);
        assertThat(config.user()).isEqualTo(Limits.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "session", "channel", "api", "sign-in"})
    void lessThanOneIsRefusedByName(String name) {
        assertThatThrownBy(() -> config(Map.of("parley.limit." + name, "0")))
                .hasMessageContaining("parley.limit." + name)
                .hasMessageContaining("greater than or equal to 1");
    }

    private static LimitConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(LimitConfig.class)
                .withValidator(new BeanValidationConfigValidatorImpl())
                .build()
                .getConfigMapping(LimitConfig.class);
    }
}
