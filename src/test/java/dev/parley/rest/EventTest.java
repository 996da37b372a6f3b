package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import dev.parley.testing.SseReader;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EventTest {

    @TestHTTPResource
    URI server;

    @Inject
    TestClock clock;

    @Inject
    Streams streams;

    private Chat chat;

    @BeforeEach
    void open() {
        chat = Chat.open();
    }

    private Response asStream(String path, String... header) {
        var call = chat.person().calls().accept("text/event-stream");
        return (header.length == 0 ? call : call.header(header[0], header[1])).get(path);
    }

    @Test
    void theListHasTheEventsWithoutGapByPages() {
        chat.sayAndWait("hello");
        int last = chat.get("").extract().path("last_seq");

        int next = chat.get("/events?limit=2")
                .statusCode(200)
                .body("items.seq", contains(1, 2), "items.type", contains("session_started", "message_received"))
                .body("items[0].session_id", equalTo(chat.sessionId()), "items[0].size()", equalTo(5))
                .body("items[0].payload.next_seq", equalTo(2))
                .extract()
                .path("next_after_seq");
        chat.get("/events?limit=200&after_seq=" + next)
                .body("items", hasSize(last - 2), "items[0].seq", equalTo(3), "next_after_seq", nullValue());
        chat.get("/events?after_seq=" + last).body("items", hasSize(0));
        problem(chat.person().calls().get(chat.path() + "/events?after_seq=" + (last + 1)), 400, "invalid_message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after_seq=-1", "after_seq=x", "limit=0", "limit=201", "limit=x"})
    void aListRefusesWhatItDoesNotKnow(String query) {
        problem(chat.person().calls().get(chat.path() + "/events?" + query), 400, "invalid_message")
                .body("errors.field", contains(query.substring(0, query.indexOf('='))));
    }

    @Test
    void aStreamShowsThePastThenThePresentToTheSessionsEnd() throws Exception {
        chat.sayAndWait("one");
        try (var reader = chat.follow(server, "?after_seq=1")) {
            assertThat(reader.response().statusCode()).isEqualTo(200);
            assertThat(reader.response().headers().firstValue("content-type")).hasValue("text/event-stream");
            reader.await("stream_end");
            chat.sayAndWait("two");
            assertThat(reader.ended()).isFalse();
            chat.person().calls().delete(chat.path());

            var events = reader.awaitEnd();
            long last = chat.get("").extract().<Integer>path("last_seq");
            assertThat(events.stream().map(event -> event.id().orElseThrow()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, last).boxed().toList());
            assertThat(reader.types()).endsWith("session_ended").doesNotContain("stream_chunk");
            var listed = chat.get("/events?after_seq=1&limit=200").extract().<List<Map<String, Object>>>path("items");
            assertThat(events).hasSameSizeAs(listed).allSatisfy(event -> {
                var names = new ArrayList<String>();
                event.data().fieldNames().forEachRemaining(names::add);
                assertThat(names).containsExactlyInAnyOrder("type", "ts", "session_id", "seq", "payload");
                assertThat(event.data().path("type").asText()).isEqualTo(event.type());
            });
        }
    }

    @Test
    void aStreamOfAnEndedSessionEndsAtOnce() throws Exception {
        chat.person().calls().delete(chat.path());
        try (var past = chat.follow(server, "");
                var nothing = chat.follow(server, "?after_seq=2")) {
            assertThat(past.awaitEnd()).hasSize(2);
            assertThat(nothing.awaitEnd()).isEmpty();
        }
    }

    @Test
    void theLastEventIdWinsOverTheQuery() throws Exception {
        chat.sayAndWait("one");
        chat.person().calls().delete(chat.path());
        var request = SseReader.request(server, chat.person(), chat.path() + "/events?after_seq=0")
                .header("Last-Event-ID", "4")
                .build();
        try (var reader = SseReader.open(request)) {
            assertThat(reader.awaitEnd().getFirst().id()).hasValue(5L);
        }
    }

    @Test
    void whoJoinsInTheMiddleOfAnAnswerSeesNoEventTwice() throws Exception {
        chat.say("/stream 30 50");
        try (var first = chat.follow(server, "")) {
            long start = first.await("stream_start").id().orElseThrow();
            try (var second = chat.follow(server, "?after_seq=" + start)) {
                var next = second.await("stream_end");
                assertThat(second.events().getFirst()).isEqualTo(next);
                assertThat(next.id()).hasValue(start + 1);
            }
        }
    }

    @Test
    void refusalsOfAStreamAreProblemsWithTheirStatus() {
        problem(asStream("/api/sessions/nope/events"), 404, "session_not_found");
        problem(asStream(chat.path() + "/events?after_seq=x"), 400, "invalid_message");
        problem(asStream(chat.path() + "/events?after_seq=99"), 400, "invalid_message");
        problem(asStream(chat.path() + "/events", "Last-Event-ID", "abc"), 400, "invalid_message");
    }

    @Test
    void aSilentStreamIsKeptAliveByComments() throws Exception {
        try (var reader = chat.follow(server, "")) {
            reader.await("session_started");
            var eventsBefore = reader.events();
            for (int second = 0; second < 31; second++) {
                streams.tick();
            }
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> !reader.comments()
                    .isEmpty());
            assertThat(reader.events()).isEqualTo(eventsBefore);
        }
    }

    @Test
    void aStreamEndsWithItsTokenAndWithItsSignIn() throws Exception {
        var other = chat.person().again();
        try (var mine = chat.follow(server, "");
                var others = new Chat(other, chat.sessionId()).follow(server, "")) {
            mine.await("session_started");
            others.await("session_started");
            Person.json(Map.of("refresh_token", chat.person().refreshToken()))
                    .post("/api/auth/logout")
                    .then()
                    .statusCode(204);
            mine.awaitEnd();
            assertThat(others.ended()).isFalse();

            clock.advance(Duration.ofMinutes(16));
            others.awaitEnd();
        }
    }

    @Test
    void aUserHasFewStreamsAndThoseThatWereLeftDoNotCount() throws Exception {
        var readers = new ArrayList<SseReader>();
        for (int i = 0; i < Streams.MOST_OF_A_USER; i++) {
            readers.add(chat.follow(server, ""));
        }
        problem(asStream(chat.path() + "/events"), 409, "busy");
        readers.forEach(SseReader::close);
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
            try (var reader = chat.follow(server, "")) {
                assertThat(reader.response().statusCode()).isEqualTo(200);
            }
        });
    }
}
