package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChatClient;
import dev.parley.testing.Cluster;
import dev.parley.testing.Given;
import dev.parley.testing.Packaged;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged programs over one PostgreSQL and one Redis. */
abstract class WithReplicas {

    /** Three sessions for each, and one administrator. */
    private static final Map<String, String> SETTINGS =
            Map.of("PARLEY_SESSION_MAX", "3", "PARLEY_ADMIN_EMAILS", "root@example.com");

    @TempDir
    static Path folder;

    static Cluster cluster;
    static Packaged one;
    static Packaged two;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        one = cluster.replica(SETTINGS);
        two = cluster.replica(SETTINGS);
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        cluster.close();
    }

    static ChatClient at(Packaged replica, Given user) {
        replica.use();
        return user.connected();
    }

    static void resume(ChatClient client, String session, long afterSeq) {
        client.ask("start_session", "{\"session_id\":\"" + session + "\",\"after_seq\":" + afterSeq + "}");
    }

    static String told(ChatClient client) {
        return client.seen("stream_chunk").stream()
                .map(chunk -> chunk.at("/payload/content").asText())
                .collect(Collectors.joining());
    }

    /** The events, each once and without a gap. */
    static void inOrder(ChatClient client) {
        var seqs = client.seen().stream()
                .filter(frame -> frame.has("seq"))
                .map(frame -> frame.get("seq").asLong())
                .toList();
        for (int i = 1; i < seqs.size(); i++) {
            assertThat(seqs.get(i)).isEqualTo(seqs.get(i - 1) + 1);
        }
    }
}
