package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void everySettingThatAFeatureMapsIsKnownByName() {
        var mapped = MappedSettings.properties().stream()
                .map(Settings::name)
                .filter(name -> name.startsWith("PARLEY_"))
                .collect(Collectors.toSet());
        assertThat(mapped).contains("PARLEY_LIMIT_USER", "PARLEY_MODEL");
        assertThat(Settings.NAMES).containsAll(mapped);
    }

    @Test
    void namesOfNoSettingAreNoticed() {
        assertThat(Welcome.unknown(List.of("PARLEY_LIMT_USER", "PARLEY_LIMIT_USER", "PATH", "PARLEY")))
                .containsExactly("PARLEY_LIMT_USER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARLEY_SERVICE_HOST", "PARLEY_PORT", "PARLEY_PORT_8080_TCP_ADDR"})
    void whatKubernetesSetsForAServiceCalledParleyIsNoTypo(String name) {
        assertThat(Welcome.unknown(List.of(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_API_KEY,true",
        "PARLEY_DATABASE_PASSWORD,true",
        "PARLEY_SLACK_BOT_TOKEN,true",
        "PARLEY_SLACK_SIGNING_SECRET,true",
        "PARLEY_JWT_KEY,false",
        "PARLEY_DATABASE_USERNAME,false"
    })
    void secretsAreToldByTheirNames(String name, boolean secret) {
        assertThat(Settings.secret(name)).isEqualTo(secret);
    }
}
