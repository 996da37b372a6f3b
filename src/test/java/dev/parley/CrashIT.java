package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import dev.parley.testing.Packaged;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of answers that stream when the packaged program is killed, or told to stop. */
class CrashIT {

    private static final int STREAMS = 200;
    private static final Duration INTERRUPTED_WITHIN = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private record Stream(ChatClient client, String sessionId, String messageId) {}

    @Test
    void after_a_kill_nothing_acknowledged_is_lost_and_each_stream_has_its_one_end() throws Exception {
        Given user;
        List<Stream> streams;
        try (var killed = Packaged.start(data)) {
            user = Given.user();
            streams = begin(user, STREAMS);
            killed.kill();
        }
        streams.forEach(stream -> stream.client.close());

        try (var restarted = Packaged.start(data)) {
            var open = new ArrayList<>(streams);
            await().atMost(INTERRUPTED_WITHIN).until(() -> {
                open.removeIf(stream -> ends(user, stream) == 1);
                return open.isEmpty();
            });
            for (var stream : streams) {
                assertThat(types(user, stream))
                        .filteredOn("stream_start"::equals)
                        .hasSize(1);
                assertThat(types(user, stream)).filteredOn("stream_end"::equals).hasSize(1);
                var events = events(user, stream);
                assertThat(events.getList("items.seq", Integer.class))
                        .isEqualTo(IntStream.rangeClosed(1, types(user, stream).size())
                                .boxed()
                                .toList());
                assertThat(events.getString("items.find { it.type == 'stream_end' }.payload.error.code"))
                        .isEqualTo("interrupted");
                assertThat(events.getString("items[-1].payload.status")).isEqualTo("idle");
                assertThat(asked(user, stream)).containsExactly(stream.messageId);
            }
        }
    }

    @Test
    void a_stop_says_so_ends_what_runs_and_closes_with_1012() throws Exception {
        try (var server = Packaged.start(data)) {
            var stream = begin(Given.user(), 1).getFirst();

            server.terminate();

            stream.client.await("server_draining");
            assertThat(stream.client
                            .await("stream_end")
                            .at("/payload/error/code")
                            .asText())
                    .isEqualTo("interrupted");
            assertThat(stream.client.awaitClose()).isEqualTo(1012);
            server.ended();
            assertThat(server.log()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
        }
    }

    /** Streams that have begun and will not end by themselves soon. */
    private static List<Stream> begin(Given user, int count) {
        var streams = new ArrayList<Stream>();
        for (int i = 0; i < count; i++) {
            var client = user.connected();
            var session = client.startSession();
            streams.add(new Stream(client, session, client.say("/stream 100000 20")));
        }
        streams.forEach(stream -> stream.client.await("stream_start"));
        return streams;
    }

    private static JsonPath events(Given user, Stream stream) {
        return user.calls()
                .get("/api/sessions/{id}/events", Map.of("id", stream.sessionId))
                .jsonPath();
    }

    private static List<String> types(Given user, Stream stream) {
        return events(user, stream).getList("items.type", String.class);
    }

    private static long ends(Given user, Stream stream) {
        return types(user, stream).stream().filter("stream_end"::equals).count();
    }

    private static List<String> asked(Given user, Stream stream) {
        return user.calls()
                .get("/api/sessions/{id}/messages", Map.of("id", stream.sessionId))
                .jsonPath()
                .getList("items.findAll { it.role == 'user' }.message_id", String.class);
    }
}
