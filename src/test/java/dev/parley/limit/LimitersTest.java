package dev.parley.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis",
                "redis:6379",
                "http://redis:6379",
                "redis://",
                "redis://a:port",
                "redis://a,redis://b",
                "redis://a/limits",
                "redis://:canary@/0",
                "redis://:canary@redis/?password=canary",
                "redis://:can/ary@redis:6379",
                "canary@redis"
            })
    void aUrlThatIsNoneOfRedisIsRefusedInOneLineWithoutItsPassword(String url) {
        assertThatThrownBy(() -> Limiters.options(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("PARLEY_REDIS_URL: must be ")
                .hasMessageNotContainingAny("canary", "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://redis",
                "redis://127.0.0.1:6379",
                "rediss://redis.example.org:6380/1",
                "redis://[::1]:6379/",
                "redis://:p%40ss@redis:6379",
                "redis://ann:password@redis:6379/0"
            })
    void aUrlOfRedisIsTakenAsItIs(String url) {
        assertThat(Limiters.options(url).getEndpoints()).containsExactly(url);
    }

    @Test
    void aShareIsAtLeastOne() {
        var share = new Share(new Limits(30, 10, 2, 1, 7), 3);
        assertThat(new Limits(share.user(), share.session(), share.channel(), share.api(), share.signIn()))
                .isEqualTo(new Limits(10, 3, 1, 1, 2));
    }
}
