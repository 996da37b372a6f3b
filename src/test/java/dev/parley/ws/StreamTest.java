package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamTest {

    private static List<Long> seqs(ChatClient client) {
        return client.seen().stream()
                .filter(frame -> frame.has("seq"))
                .map(frame -> frame.get("seq").asLong())
                .toList();
    }

    private static void assertGapless(ChatClient client) {
        var seqs = seqs(client);
        assertThat(seqs)
                .isEqualTo(LongStream.rangeClosed(seqs.getFirst(), seqs.getFirst() + seqs.size() - 1)
                        .boxed()
                        .toList());
    }

    /** Each stream has one end, and its chunks, at their offsets, are its text. */
    private static void assertWhole(ChatClient client) {
        for (var start : client.seen("stream_start")) {
            var id = start.at("/payload/message_id");
            var ends = client.seen("stream_end").stream()
                    .filter(frame -> frame.at("/payload/message_id").equals(id))
                    .toList();
            assertThat(ends).hasSize(1);
            var end = ends.getFirst().get("payload");
            var text = new StringBuilder();
            int index = -1;
            for (var chunk : client.seen("stream_chunk")) {
                var payload = chunk.get("payload");
                if (payload.get("message_id").equals(id)) {
                    assertThat(payload.get("offset").asInt()).isEqualTo(text.length());
                    assertThat(chunk.has("seq")).isFalse();
                    assertThat(payload.get("index").asInt()).isGreaterThan(index);
                    index = payload.get("index").asInt();
                    text.append(payload.get("content").asText());
                }
            }
            assertThat(text.toString()).isEqualTo(end.get("content").asText());
            assertThat(end.get("length").asInt()).isEqualTo(text.length());
        }
    }

    private static List<JsonNode> durable(ChatClient client) {
        var events = new ArrayList<JsonNode>();
        for (var frame : client.seen()) {
            if (frame.has("seq")) {
                var event = frame.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy();
                event.remove("in_reply_to");
                event.remove("replay");
                events.add(event);
            }
        }
        return events;
    }

    @Test
    void everyConnectionSeesTheSameEventsInTheSameOrder() {
        var user = Given.user();
        try (var one = user.inSession();
                var two = user.connected()) {
            String session =
                    one.seen("session_started").getFirst().get("session_id").asText();
            two.ask("start_session", "{\"session_id\":\"" + session + "\",\"after_seq\":0}");
            for (int i = 0; i < 4; i++) {
                one.send("message", "{\"content\":\"/stream 20\"}");
                two.send("message", "{\"content\":\"/stream 20 1\"}");
            }
            for (var client : List.of(one, two)) {
                for (int i = 0; i < 8; i++) {
                    client.await("stream_end");
                }
                client.awaitStatus("idle");
                assertGapless(client);
                assertWhole(client);
            }
            assertThat(durable(one)).isEqualTo(durable(two));
            assertThat(two.seen("message_received").stream().filter(frame -> frame.has("in_reply_to")))
                    .hasSize(4)
                    .allMatch(frame -> frame.get("in_reply_to").asText().startsWith("c"));
            assertThat(one.seen("stream_end").stream().filter(frame -> frame.has("in_reply_to")))
                    .hasSize(4);
        }
    }

    @Test
    void thePastIsReplayedExactly() {
        var user = Given.user();
        try (var one = user.inSession();
                var two = user.connected();
                var three = user.connected()) {
            String session =
                    one.seen("session_started").getFirst().get("session_id").asText();
            one.say("hello");
            one.awaitStatus("idle");
            var resumed = two.ask("start_session", "{\"session_id\":\"" + session + "\",\"after_seq\":2}");
            long last = seqs(one).getLast();
            assertThat(resumed.at("/payload/resumed").asBoolean()).isTrue();
            assertThat(resumed.has("seq")).isFalse();
            assertThat(resumed.at("/payload/next_seq").asLong()).isEqualTo(last + 1);
            two.await(frame -> frame.path("seq").asLong() == last);
            assertThat(durable(two)).isEqualTo(durable(one).subList(2, (int) last));
            assertThat(two.seen().subList(1, two.seen().size()))
                    .allMatch(frame -> frame.get("replay").asBoolean());

            three.ask("start_session", "{\"session_id\":\"" + session + "\"}");
            assertThat(three.settled()).hasSize(2);
            assertThat(three.ask(
                                    "start_session",
                                    "{\"session_id\":\"" + session + "\",\"after_seq\":" + (last + 1) + "}")
                            .at("/payload/code")
                            .asText())
                    .isEqualTo("invalid_message");
            assertThat(three.ask("start_session", "{\"session_id\":\"" + session + "\",\"after_seq\":" + last + "}")
                            .get("type")
                            .asText())
                    .isEqualTo("session_started");
        }
    }

    @Test
    void aRunningAnswerIsCaughtUpWithAndADisconnectCancelsNothing() {
        var user = Given.user();
        String session;
        long known;
        try (var gone = user.inSession()) {
            session = gone.seen("session_started").getFirst().get("session_id").asText();
            gone.say("/stream 60 50");
            gone.await("stream_start");
            gone.await("stream_chunk");
            gone.await("stream_chunk");
            known = seqs(gone).getLast();
        }
        try (var back = user.connected();
                var late = user.connected()) {
            var start = caughtUp(back, session, known);
            assertThat(start.get("seq").asLong()).isEqualTo(known);
            var lateStart = caughtUp(late, session, 0);
            assertThat(lateStart.get("seq")).isEqualTo(start.get("seq"));
            for (var client : List.of(back, late)) {
                var end = client.await("stream_end");
                assertThat(end.at("/payload/finish_reason").asText()).isEqualTo("complete");
                assertThat(end.has("replay")).isFalse();
                assertThat(client.seen("stream_start")).hasSize(1);
                assertWhole(client);
                var indices = client.seen("stream_chunk").stream()
                        .map(frame -> frame.at("/payload/index").asLong())
                        .toList();
                assertThat(indices)
                        .isEqualTo(LongStream.range(indices.getFirst(), indices.getFirst() + indices.size())
                                .boxed()
                                .toList());
            }
        }
    }

    private static JsonNode caughtUp(ChatClient client, String session, long after) {
        client.ask("start_session", "{\"session_id\":\"" + session + "\",\"after_seq\":" + after + "}");
        var start = client.await("stream_start");
        assertThat(start.get("replay").asBoolean()).isTrue();
        var chunk = client.await("stream_chunk");
        assertThat(chunk.get("replay").asBoolean()).isTrue();
        assertThat(chunk.at("/payload/offset").asInt()).isZero();
        assertThat(chunk.at("/payload/content").asText()).startsWith("1 2 ");
        return start;
    }

    @Test
    void aLargeTextIsNotMixedWithOthers() {
        try (var client = Given.user().inSession()) {
            client.say("/stream 15000");
            for (int i = 0; i < 200; i++) {
                client.send("ping", "{}");
            }
            var end = client.await("stream_end");
            assertThat(end.at("/payload/length").asInt()).isGreaterThan(65_536);
            assertWhole(client);
        }
    }
}
