package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @CsvSource({
        "PARLEY_ADMIN_EMAILS, ann@example.com, parley.admin-emails",
        "PARLEY_AGENT, demo, parley.agent",
        "PARLEY_AGENT_FIRST_TOKEN_TIMEOUT, 7s, parley.agent.first-token-timeout",
        "PARLEY_AGENT_TOKEN_TIMEOUT, PT7S, parley.agent.token-timeout",
        "PARLEY_AGENT_ANSWER_TIMEOUT, 7m, parley.agent.answer-timeout",
        "PARLEY_MODEL, a-model, parley.agent.openai.model",
        "OPENAI_API_KEY, a-key, parley.agent.openai.api-key",
        "OPENAI_BASE_URL, http://localhost:1/v1, parley.agent.openai.base-url",
        "PARLEY_DATA_DIR, somewhere, parley.data-dir",
        "PARLEY_DATABASE_URL, jdbc:postgresql://a/b, quarkus.datasource.postgresql.jdbc.url",
        "PARLEY_DATABASE_USERNAME, ann, quarkus.datasource.postgresql.username",
        "PARLEY_DATABASE_PASSWORD, secret, quarkus.datasource.postgresql.password",
        "PARLEY_EXPIRY_EVERY, 7s, parley.expiry.every",
        "PARLEY_FEEDBACK_TIMEOUT, 24h, parley.feedback.timeout",
        "PARLEY_GMAIL_BASE_URL, http://localhost:1, parley.gmail.base-url",
        "PARLEY_GMAIL_CLIENT_ID, an-id, parley.gmail.client-id",
        "PARLEY_GMAIL_CLIENT_SECRET, a-secret, parley.gmail.client-secret",
        "PARLEY_GMAIL_EVERY, 7s, parley.gmail.every",
        "PARLEY_GMAIL_REFRESH_TOKEN, a-token, parley.gmail.refresh-token",
        "PARLEY_IMAP_EVERY, 7s, parley.imap.every",
        "PARLEY_IMAP_HOST, imap.example.com, parley.imap.host",
        "PARLEY_IMAP_PASSWORD, secret, parley.imap.password",
        "PARLEY_IMAP_PLUS, true, parley.imap.plus",
        "PARLEY_IMAP_PORT, 7, parley.imap.port",
        "PARLEY_IMAP_TLS, false, parley.imap.tls",
        "PARLEY_IMAP_USERNAME, ann, parley.imap.username",
        "PARLEY_JWT_ACCESS_TTL, 7m, parley.jwt.access-ttl",
        "PARLEY_JWT_AUDIENCE, us, parley.jwt.audience",
        "PARLEY_JWT_ISSUER, me, parley.jwt.issuer",
        "PARLEY_JWT_KEY, key.pem, parley.jwt.key",
        "PARLEY_LIMIT_API, 7, parley.limit.api",
        "PARLEY_LIMIT_CHANNEL, 7, parley.limit.channel",
        "PARLEY_CONNECTION_MAX, 7, parley.connection.max",
        "PARLEY_LIMIT_SESSION, 7, parley.limit.session",
        "PARLEY_LIMIT_SIGN_IN, 7, parley.limit.sign-in",
        "PARLEY_LIMIT_USER, 7, parley.limit.user",
        "PARLEY_ORIGINS, https://a.example, parley.origins",
        "PARLEY_PUBLIC_URL, https://a.example, parley.public-url",
        "PARLEY_REDIS_URL, redis://a:6379, quarkus.redis.hosts",
        "PARLEY_REPLICAS, 3, parley.replicas",
        "PARLEY_SESSION_MAX, 7, parley.session.max",
        "PARLEY_SESSION_TIMEOUT, 24h, parley.session.timeout",
        "PARLEY_SLACK_BASE_URL, http://localhost:1/api, parley.slack.base-url",
        "PARLEY_SLACK_BOT_TOKEN, a-token, parley.slack.bot-token",
        "PARLEY_SLACK_SIGNING_SECRET, a-secret, parley.slack.signing-secret",
        "PARLEY_STORE, postgresql, parley.store",
        "QUARKUS_HTTP_PORT, 7, quarkus.http.port"
    })
    void theEnvironmentSetsWhatTheProgramReads(String name, String value, String property) throws IOException {
        var config = MappedSettings.environment(Map.of(name, value));
        assertThat(config.getValue(property, String.class)).isEqualTo(value);
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
        "PARLEY_GMAIL_CLIENT_SECRET,true",
        "PARLEY_GMAIL_REFRESH_TOKEN,true",
        "PARLEY_IMAP_PASSWORD,true",
        "PARLEY_SLACK_BOT_TOKEN,true",
        "PARLEY_SLACK_SIGNING_SECRET,true",
        "PARLEY_REDIS_URL,true",
        "PARLEY_JWT_KEY,false",
        "PARLEY_DATABASE_USERNAME,false"
    })
    void secretsAreToldByTheirNames(String name, boolean secret) {
        assertThat(Settings.secret(name)).isEqualTo(secret);
    }
}
