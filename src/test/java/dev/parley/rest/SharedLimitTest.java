package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.Chat;
import dev.parley.testing.Given;
import dev.parley.testing.LogLines;
import dev.parley.testing.Person;
import dev.parley.testing.RedisServer;
import dev.parley.testing.RedisServerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program with a Redis. */
@QuarkusTest
@TestProfile(SharedLimitTest.Narrow.class)
@WithTestResource(RedisServerResource.class)
class SharedLimitTest {

    /** A bucket of millions is full again, and forgotten, before a test can look. */
    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.limit.sign-in", "100");
        }
    }

    RedisServer redis;

    @BeforeEach
    void begin() {
        redis.restart();
    }

    /** What was refused before a call had its own thread must not wait for Redis on the server's; an assertion there tells. */
    @Test
    void everyWayInIsCountedInRedisAndNoneWaitsOnAnEventLoop() {
        try (var log = LogLines.listen()) {
            var chat = Chat.open();
            var calls = chat.person();
            var id = chat.path();
            var answers = List.of(
                    calls.calls().get("/api/auth/me"),
                    calls.calls().get("/api/nothing"),
                    calls.calls().put("/api/sessions"),
                    calls.calls().contentType("text/plain").body("x").patch(id),
                    calls.calls().accept("text/csv").get(id),
                    calls.calls().contentType("application/json").body("{").patch(id),
                    calls.calls().contentType("application/json").post("/api/sessions/cleanup/expired"),
                    calls.calls().delete(id));
            assertThat(answers)
                    .extracting(Response::statusCode)
                    .containsExactly(200, 404, 405, 415, 406, 400, 403, 204);
            assertThat(answers).noneMatch(answer -> answer.header("X-RateLimit-Remaining") == null);
            assertThat(log.lines()).noneMatch(line -> line.contains("event loop"));
        }
        await().untilAsserted(() -> {
            Person.signedIn().calls().get("/api/auth/me").then().header("X-RateLimit-Limit", "300");
            assertThat(redis.keys())
                    .anyMatch(key -> key.endsWith(":api"))
                    .anyMatch(key -> key.endsWith(":address"))
                    .anyMatch(key -> key.endsWith(":account"));
        });
    }

    @Test
    void theSocketsMessagesAreCountedInRedis() {
        await().untilAsserted(() -> {
            try (var socket = Given.user().inSession()) {
                socket.say("hi");
                socket.await("stream_end");
            }
            assertThat(redis.keys())
                    .anyMatch(key -> key.endsWith(":u"))
                    .anyMatch(key -> key.matches(".*:s:.+"))
                    .anyMatch(key -> key.endsWith(":c:websocket"));
        });
    }

    @Test
    void aRedisThatFallsSilentIsLeftAndHeardAgainOnceItSpeaks() {
        try (var log = LogLines.listen()) {
            redis.restart();
            await().until(() -> heardAgain(log) > 0);
            redis.hang();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("Redis is away (it does not answer)")));
            long before = heardAgain(log);
            redis.goOn();
            await().atMost(Duration.ofSeconds(30)).until(() -> heardAgain(log) > before);
        }
    }

    private static long heardAgain(LogLines log) {
        return log.lines().stream()
                .filter("replicas hear each other over Redis"::equals)
                .count();
    }

    @Test
    void withoutRedisNothingElseNoticesAndTheShareIsShown() {
        var ann = Person.signedIn();
        redis.kill();
        assertThat(ann.calls().get("/api/auth/me").header("X-RateLimit-Limit")).isEqualTo("150");
        var chat = Chat.open();
        assertThat(chat.post("/messages", Map.of("content", "hi")).statusCode()).isEqualTo(202);
        Person.json("{}").get("/q/health/ready").then().statusCode(200);
    }
}
