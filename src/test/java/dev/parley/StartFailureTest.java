package dev.parley;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    parley.limit.user                | abc    | PARLEY_LIMIT_USER=abc: must be a whole number of at most 2147483647
                    parley.limit.user                | 1e3    | PARLEY_LIMIT_USER=1e3: must be a whole number of at most 2147483647
                    parley.limit.user                | 0      | PARLEY_LIMIT_USER=0: must be greater than or equal to 1
                    parley.limit.sign-in             | -1     | PARLEY_LIMIT_SIGN_IN=-1: must be greater than or equal to 1
                    parley.session.max               | 100001 | PARLEY_SESSION_MAX=100001: must be less than or equal to 100000
                    parley.session.timeout           | soon   | PARLEY_SESSION_TIMEOUT=soon: must be a duration, such as 30s, 5m, 24h or PT30S
                    parley.feedback.timeout          | 0s     | PARLEY_FEEDBACK_TIMEOUT=0s: must be longer than or equal to 1 milli
                    parley.agent.first-token-timeout | 3 s s  | PARLEY_AGENT_FIRST_TOKEN_TIMEOUT=3 s s: must be a duration, such as 30s, 5m, 24h or PT30S
                    parley.agent                     | gpt    | PARLEY_AGENT=gpt: must be one of auto, demo, openai
                    parley.agent.openai.base-url     | a b    | OPENAI_BASE_URL=a b: must be an address, such as https://example.com
                    parley.imap.tls                  | maybe  | PARLEY_IMAP_TLS=maybe: must be true or false
                    parley.store                     | mysql  | PARLEY_STORE=mysql: must be one of postgresql, sqlite
                    parley.expiry.every              | never  | PARLEY_EXPIRY_EVERY=never: must be a duration, such as 30s, 5m, 24h or PT30S
                    parley.jwt.access-ttl            | ''     | PARLEY_JWT_ACCESS_TTL is empty: give it a value, or leave it out
                    parley.limit.usr                 | 3      | parley.limit.usr is no setting of Parley; it stands in PropertiesConfigSource[source=test]
                    """)
    void aWrongSettingIsOneLineWithNameValueAndWhatIsAllowed(String property, String value, String line) {
        assertThat(lines(Map.of(property, value))).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource({
        "parley.session.timeout,30s,PT30S",
        "parley.session.timeout,24h,PT24H",
        "parley.session.timeout,PT5M,PT5M"
    })
    void durationsAreShortOrIso(String property, String value, Duration meant) {
        assertThat(MappedSettings.config(Map.of(property, value)).getValue(property, Duration.class))
                .isEqualTo(meant);
    }

    @Test
    void everyWrongSettingIsNamedAtOnce() {
        assertThat(lines(Map.of("parley.limit.user", "x", "parley.store", "y", "parley.session.max", "0")))
                .hasSize(3);
    }

    @Test
    void aSecretIsNamedWithoutItsValue() {
        var failure = new IllegalArgumentException("SRCFG00039: The config property parley.database-password"
                + " with the config value \"canary\" threw an Exception whilst being converted because of canary");
        assertThat(new StartFailure(property -> Optional.of("canary")).of(failure))
                .singleElement(as(STRING))
                .startsWith("PARLEY_DATABASE_PASSWORD: ")
                .doesNotContain("canary");
    }

    @Test
    void aUrlThatMayHoldAPasswordIsNamedWithoutIt() {
        var failure = new IllegalArgumentException("SRCFG00039: The config property quarkus.redis.hosts"
                + " with the config value \"redis://:can ary@redis\" threw an Exception whilst being converted because"
                + " java.net.URISyntaxException: Illegal character in authority at index 8: redis://:can ary@redis");
        assertThat(new StartFailure(property -> Optional.of("can ary")).of(failure))
                .singleElement(as(STRING))
                .startsWith("PARLEY_REDIS_URL: cannot be used, as it is no URL")
                .doesNotContain("can ary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://x:canary@z", "nonsense:canary", "canary", "z:6379", "redis:%zzcanary", "redis://canary@"
            })
    void whatIsNoUrlOfARedisIsNamedWithoutIt(String url) {
        var refused =
                catchThrowable(() -> new RedisStandaloneConnectOptions(new RedisOptions().setConnectionString(url)));
        assertThat(none().of(new RuntimeException("Failed to start quarkus", refused)))
                .singleElement(as(STRING))
                .startsWith("PARLEY_REDIS_URL: must be the URL of the server, such as redis://")
                .doesNotContain("canary");
    }

    @Test
    void whatTheProgramRefusesItselfIsToldInItsOwnWords() {
        var refused = new ConfigurationException("PARLEY_STORE=postgresql: must be so");
        assertThat(none().of(new IllegalStateException("outer", refused)))
                .containsExactly("PARLEY_STORE=postgresql: must be so");
    }

    @Test
    void aPortInUseIsNamed() {
        var bind = new QuarkusBindException("127.0.0.1", 8080, new BindException("Address already in use"));
        assertThat(none().of(new RuntimeException(bind)))
                .singleElement(as(STRING))
                .startsWith("QUARKUS_HTTP_PORT=8080: 127.0.0.1:8080 ");
    }

    @Test
    void anotherPortInUseIsNamedByItsOwnSetting() {
        var bind = new QuarkusBindException("0.0.0.0", 8443, new BindException("Address already in use"));
        assertThat(new StartFailure(property -> Optional.of("8443")).of(bind))
                .singleElement(as(STRING))
                .startsWith("QUARKUS_HTTP_SSL_PORT=8443: 0.0.0.0:8443 ");
        var management = new IllegalStateException(
                "Unable to start the management interface on 127.0.0.1:9000",
                new BindException("Address already in use"));
        assertThat(none().of(new RuntimeException(management)))
                .singleElement(as(STRING))
                .startsWith("QUARKUS_MANAGEMENT_PORT=9000: 127.0.0.1:9000 ");
    }

    @Test
    void aFaultOfTheProgramIsNoSetting() {
        assertThat(none().of(new IllegalStateException("a fault"))).isEmpty();
    }

    private static StartFailure none() {
        return new StartFailure(property -> Optional.empty());
    }

    private static List<String> lines(Map<String, String> settings) {
        try {
            MappedSettings.config(settings);
            return List.of();
        } catch (RuntimeException e) {
            return new StartFailure(property -> Optional.ofNullable(settings.get(property)))
                    .of(new IllegalStateException("Failed to start quarkus", e));
        }
    }
}
