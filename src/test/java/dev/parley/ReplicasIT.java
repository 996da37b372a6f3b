package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.testing.Chat;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Two packaged programs over one PostgreSQL and one Redis behave as one. */
class ReplicasIT extends WithReplicas {

    private static final Duration WITHIN = Duration.ofSeconds(1);

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
            assertThat(socket.awaitClose(WITHIN)).isEqualTo(4401);
        }
    }

    @Test
    void who_is_disabled_is_out_everywhere() {
        one.use();
        var user = Given.user();
        try (var socket = at(one, user)) {
            socket.startSession();
            two.use();
            keepOut(user, true);
            assertThat(socket.awaitClose(WITHIN)).isEqualTo(4401);
            for (var replica : List.of(one, two)) {
                replica.use();
                assertThat(user.calls().get("/api/sessions").statusCode()).isEqualTo(401);
                assertThat(user.socket().refused()).isEqualTo(401);
            }
            keepOut(user, false);
            assertThat(user.again().calls().get("/api/sessions").statusCode()).isEqualTo(200);
        }
    }

    private static void keepOut(Given user, boolean disabled) {
        Person.called("root@example.com")
                .calls()
                .contentType("application/json")
                .body(Map.of("disabled", disabled))
                .patch("/api/users/" + user.userId())
                .then()
                .statusCode(200);
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
        chat.person().reachableBy(Map.of("type", "email", "address", "ann@example.com"));
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
}
