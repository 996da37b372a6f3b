package dev.parley;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.Race;
import dev.parley.testing.Talker;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Replicas go on when the database, Redis or one of them dies, and lose nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutagesIT extends WithReplicas {

    private static final Duration INTERRUPTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration SIGNED_OUT_WITHIN = Duration.ofSeconds(3);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(5);

    @Test
    void under_load_without_the_database_nothing_acknowledged_is_lost() throws Exception {
        var talkers = IntStream.range(0, 8)
                .mapToObj(i -> new Talker(i % 2 == 0 ? one : two))
                .toList();
        try {
            await().until(() ->
                    talkers.stream().allMatch(talker -> talker.taken().size() > 2));
            cluster.stopPostgres();
            // The others wait for the ends of their answers, which cannot be stored yet.
            await().until(() -> talkers.stream().anyMatch(talker -> talker.refusals() > 0));
            cluster.startPostgres();
            var before = talkers.stream().map(talker -> talker.taken().size()).toList();
            await().atMost(RECOVERED_WITHIN).until(() -> IntStream.range(0, talkers.size())
                    .allMatch(i -> talkers.get(i).taken().size() > before.get(i)));
        } finally {
            talkers.forEach(Talker::stop);
        }
        for (var talker : talkers) {
            assertThat(talker.codes()).isSubsetOf("store_unavailable");
            assertThat(talker.kept()).containsAll(talker.taken());
            inOrder(talker.client());
            talker.client().close();
        }
        for (var replica : List.of(one, two)) {
            assertThat(replica.log())
                    .filteredOn(line -> line.matches(".*\"level\":\"(WARN|ERROR)\".*"))
                    .as("an outage is told by each who notices it, not for every call")
                    .hasSizeLessThan(20);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE - 2)
    void without_the_database_refusals_say_when_to_come_again_and_nothing_acknowledged_is_lost() throws Exception {
        one.use();
        var user = Given.user();
        try (var socket = at(one, user)) {
            var session = socket.startSession();
            var said = new ArrayList<String>();
            said.add(says(user, session).path("message_id"));
            two.use();
            assertThat(allAtOnce(user)).containsOnly(200); // so that it has several connections that will be dead
            one.use();

            String ticket = user.calls().post("/api/auth/ticket").path("ticket");
            cluster.stopPostgres();
            assertThat(ChatClient.to(RestAssured.port)
                            .path("/ws?ticket=" + ticket)
                            .refused())
                    .isEqualTo(503);
            assertThat(one.log()).as("a ticket that is still good").noneMatch(line -> line.contains(ticket));
            assertThat(socket.ask("message", "{\"content\":\"hello\"}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("store_unavailable");
            var refused = says(user, session);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotBlank();
            assertThat(refused.<String>path("code")).isEqualTo("store_unavailable");
            assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(socket.closeCode()).isEmpty();

            cluster.startPostgres();
            await().atMost(RECOVERED_WITHIN).until(() -> get("/q/health/ready").statusCode() == 200);
            two.use();
            assertThat(allAtOnce(user)).containsOnly(200);
            one.use();
            var taken = says(user, session);
            assertThat(taken.statusCode()).isEqualTo(202);
            said.add(taken.path("message_id"));
            assertThat(user.calls()
                            .get("/api/sessions/{id}/messages", Map.of("id", session))
                            .jsonPath()
                            .getList("items.findAll { it.role == 'user' }.message_id", String.class))
                    .containsAll(said);
        }
    }

    private static List<Integer> allAtOnce(Given user) {
        return Race.of(12, i -> user.calls().get("/api/sessions").statusCode());
    }

    private static Response says(Given user, String session) {
        return user.calls().body(Map.of("content", "hello")).post("/api/sessions/{id}/messages", Map.of("id", session));
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void without_redis_events_come_from_the_store_and_with_it_again_chunks() throws Exception {
        one.use();
        var user = Given.user();
        var leaving = Given.user();
        try (var asking = at(one, user);
                var following = at(two, user);
                var elsewhere = at(two, leaving)) {
            var session = asking.startSession();
            resume(following, session, 0);
            cluster.stopRedis();
            one.use();
            leaving.logsOut();
            assertThat(elsewhere.awaitClose(SIGNED_OUT_WITHIN)).isEqualTo(4401);
            asking.say("/stream 3");
            var whole = asking.await("stream_end").at("/payload/content").asText();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> following.seen("stream_end").size() == 1);
            assertThat(told(following)).isEqualTo(whole);
            asking.say("/stream 100000 20");
            asking.await("stream_chunk");
            following.send("cancel", "{}");
            await().atMost(STOPPED_WITHIN).until(() -> asking.seen("stream_end").size() == 2);
            assertThat(asking.seen("stream_end")
                            .getLast()
                            .at("/payload/finish_reason")
                            .asText())
                    .isEqualTo("cancelled");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> following.seen("stream_end").size() == 2);
            inOrder(following);

            cluster.startRedis();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                asking.say("/stream 20 20");
                asking.await("stream_end");
                return following.seen("stream_chunk").size() > 15;
            });
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void what_a_dead_replica_left_is_ended_by_another() throws Exception {
        one.use();
        var user = Given.user();
        try (var asking = at(one, user);
                var following = at(two, user)) {
            var session = asking.startSession();
            resume(following, session, 0);
            asking.say("/stream 100000 20");
            following.await("stream_chunk");
            one.kill();
            await().atMost(INTERRUPTED_WITHIN)
                    .until(() -> !following.seen("stream_end").isEmpty());
            assertThat(following
                            .seen("stream_end")
                            .getFirst()
                            .at("/payload/error/code")
                            .asText())
                    .isEqualTo("interrupted");
            inOrder(following);
        }
    }
}
