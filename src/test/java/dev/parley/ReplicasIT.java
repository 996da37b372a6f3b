package dev.parley;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.testing.Chat;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Cluster;
import dev.parley.testing.Given;
import dev.parley.testing.Packaged;
import dev.parley.testing.Race;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged programs over one PostgreSQL and one Redis behave as one, and go on when the other or Redis dies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasIT {

    private static final Duration INTERRUPTED_WITHIN = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Packaged one;
    private static Packaged two;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        one = cluster.replica(Map.of("PARLEY_SESSION_MAX", "3"));
        two = cluster.replica(Map.of("PARLEY_SESSION_MAX", "3"));
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        cluster.close();
    }

    private static ChatClient at(Packaged replica, Given user) {
        replica.use();
        return user.connected();
    }

    private static void resume(ChatClient client, String session, long afterSeq) {
        client.ask("start_session", "{\"session_id\":\"" + session + "\",\"after_seq\":" + afterSeq + "}");
    }

    private static String told(ChatClient client) {
        return client.seen("stream_chunk").stream()
                .map(chunk -> chunk.at("/payload/content").asText())
                .collect(Collectors.joining());
    }

    /** The events, each once and without a gap. */
    private static void inOrder(ChatClient client) {
        var seqs = client.seen().stream()
                .filter(frame -> frame.has("seq"))
                .map(frame -> frame.get("seq").asLong())
                .toList();
        for (int i = 1; i < seqs.size(); i++) {
            assertThat(seqs.get(i)).isEqualTo(seqs.get(i - 1) + 1);
        }
    }

    @Test
    void an_answer_is_followed_whole_in_order_and_once_from_another_replica() {
        one.use();
        var user = Given.user();
        try (var asking = at(one, user);
                var early = at(two, user);
                var late = at(two, user)) {
            var session = asking.startSession();
            resume(early, session, 0);
            asking.say("/stream 60 30");
            asking.await(frame -> frame.at("/payload/index").asInt() >= 10);
            resume(late, session, 0);
            for (var client : List.of(asking, early, late)) {
                var end = client.await("stream_end");
                assertThat(told(client)).isEqualTo(end.at("/payload/content").asText());
                assertThat(client.seen("stream_start")).hasSize(1);
                inOrder(client);
            }
            assertThat(early.seen("stream_chunk")).hasSizeGreaterThan(20);
        }
    }

    @Test
    void what_waits_runs_where_it_was_said_and_is_stopped_from_anywhere() {
        one.use();
        var user = Given.user();
        try (var first = at(one, user);
                var second = at(two, user)) {
            var session = first.startSession();
            resume(second, session, 0);
            first.say("/stream 100000 20");
            var id = second.send("message", "{\"content\":\"/stream 3\"}");
            second.await(frame -> frame.path("in_reply_to").asText().equals(id));
            second.await(frame -> frame.path("type").asText().equals("stream_chunk"));

            var cancelled = second.send("cancel", "{}");

            assertThat(first.await("stream_end").at("/payload/finish_reason").asText())
                    .isEqualTo("cancelled");
            second.await("stream_end");
            assertThat(second.await("stream_start").path("in_reply_to").asText())
                    .isEqualTo(id);
            second.await("stream_end");
            first.await("stream_end");
            inOrder(first);
            assertThat(second.seen("error")).isEmpty();
            assertThat(cancelled).isNotEmpty();
        }
    }

    @Test
    void a_session_ends_from_anywhere() {
        one.use();
        var user = Given.user();
        try (var first = at(one, user);
                var second = at(two, user)) {
            var session = first.startSession();
            first.say("/stream 100000 20");
            first.await("stream_chunk");
            two.use();
            user.calls()
                    .delete("/api/sessions/{id}", Map.of("id", session))
                    .then()
                    .statusCode(204);
            first.await("stream_end");
            first.await("session_ended");
            assertThat(second.closeCode()).isEmpty();
        }
    }

    @Test
    void a_sign_out_closes_sockets_everywhere() {
        one.use();
        var user = Given.user();
        try (var socket = at(one, user)) {
            socket.startSession();
            two.use();
            user.logsOut();
            assertThat(socket.awaitClose(Duration.ofSeconds(1))).isEqualTo(4401);
        }
    }

    @Test
    void every_kind_of_call_works_on_postgresql() {
        two.use();
        var chat = Chat.open();
        chat.patch("", Map.of("status", "paused", "metadata", Map.of("a", 1)))
                .then()
                .statusCode(200);
        chat.patch("", Map.of("status", "active")).then().statusCode(200);
        one.use();
        chat.person()
                .calls()
                .contentType("application/json")
                .body(Map.of("items", List.of(Map.of("type", "email", "address", "ann@example.com"))))
                .put("/api/channels")
                .then()
                .statusCode(200);
        chat.sayAndWait("hello");
        var request = chat.question("/ask May I?");
        for (var path : List.of(
                "",
                "/messages?limit=2",
                "/events?limit=5",
                "/agent-state",
                "/feedback",
                "/feedback?status=pending",
                "/feedback/" + request + "/audit")) {
            chat.get(path).statusCode(200);
        }
        for (var path : List.of(
                "/api/sessions", "/api/sessions?status=active", "/api/channels", "/api/feedback", "/api/rate-limits")) {
            chat.person().calls().get(path).then().statusCode(200);
        }
        two.use();
        chat.post("/feedback/" + request + "/respond", Map.of("action", "approve"))
                .then()
                .statusCode(200);
        chat.awaitRest();
        chat.get("/feedback?status=resolved").body("items", hasSize(1));
        String answer =
                chat.get("/messages?limit=50").extract().path("items.find { it.role == 'assistant' }.message_id");
        chat.patch("/messages/" + answer, Map.of("status", "read")).then().statusCode(200);
        chat.person().calls().delete(chat.path()).then().statusCode(204);
    }

    @Test
    void three_sessions_are_open_over_all_replicas() throws Exception {
        one.use();
        var user = Given.user();
        try (var first = at(one, user);
                var second = at(two, user)) {
            List<Callable<Integer>> race = List.of(() -> starts(first), () -> starts(second));
            assertThat(Race.of(race).stream().mapToInt(each -> each).sum()).isEqualTo(3);
        }
    }

    private static int starts(ChatClient client) {
        int opened = 0;
        for (int i = 0; i < 10; i++) {
            opened += client.ask("start_session", "{}").path("type").asText().equals("session_started") ? 1 : 0;
        }
        return opened;
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

            cluster.stopPostgres();
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
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> get("/q/health/ready").statusCode() == 200);
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
        try (var asking = at(one, user);
                var following = at(two, user)) {
            var session = asking.startSession();
            resume(following, session, 0);
            cluster.stopRedis();
            asking.say("/stream 3");
            var whole = asking.await("stream_end").at("/payload/content").asText();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> following.seen("stream_end").size() == 1);
            assertThat(told(following)).isEqualTo(whole);
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
