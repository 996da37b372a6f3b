package dev.parley.feedback;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCheckTest {

    private static PolicyCheck check(String settings) {
        var set = Stream.of(settings.split(" "))
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(setting -> "parley.policy." + setting[0], setting -> setting[1]));
        return new PolicyCheck(new SmallRyeConfigBuilder()
                .withMapping(PolicyConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(set, "test", 100))
                .build()
                .getConfigMapping(PolicyConfig.class));
    }

    @ParameterizedTest
    @CsvSource({
        "decide=quorum, PARLEY_POLICY_QUORUM=2: only 1 can answer",
        "decide=quorum quorum=3 responders=a@b.c escalate-to=d@b.c, PARLEY_POLICY_QUORUM=3: only 2 can answer",
        "decide=quorum quorum=4 responders=a@b.c escalate-to=d@b.c escalate-after=4h, only 3 can answer",
        "on-expire=default_action, PARLEY_POLICY_DEFAULT_ACTION must say which",
        "on-expire=escalate, PARLEY_POLICY_ESCALATE_TO must say to whom",
        "escalate-after=4h, PARLEY_POLICY_ESCALATE_TO must say to whom"
    })
    void aPolicyThatCannotBeIsRefusedAtTheStart(String settings, String message) {
        assertThatThrownBy(() -> check(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "decide=first",
        "decide=quorum responders=a@b.c",
        "decide=quorum quorum=3 responders=a@b.c escalate-to=d@b.c escalate-after=4h",
        "on-expire=default_action default-action=approve",
        "on-expire=escalate escalate-to=a@b.c escalate-after=4h"
    })
    void oneThatCanIsNot(String settings) {
        check(settings);
    }
}
