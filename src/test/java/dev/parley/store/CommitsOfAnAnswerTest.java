package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ChatClient;
import dev.parley.testing.Given;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Counts in SQLite's write-ahead log, where every commit ends with a frame that says so. */
@QuarkusTest
class CommitsOfAnAnswerTest {

    private static final int TRIES = 4;

    @Inject
    StoreConfig config;

    @Test
    void aStreamedAnswerTakesThreeCommitsHoweverManyTokensItHas() throws IOException {
        try (var client = Given.user().inSession()) {
            var commits = new ArrayList<Integer>();
            for (int i = 0; i < TRIES; i++) {
                var before = log();
                var chunks = answer(client);
                var after = log();
                // SQLite begins the log anew from time to time.
                if (before.salt() == after.salt()) {
                    assertThat(chunks).isGreaterThan(50);
                    commits.add(after.commits() - before.commits());
                }
            }
            // Some other work of the server, such as the renewal of leases, may fall between.
            assertThat(commits).isNotEmpty().contains(3).allSatisfy(count -> assertThat(count)
                    .isBetween(3, 5));
        }
    }

    private static int answer(ChatClient client) {
        int before = client.seen("stream_chunk").size();
        client.say("/stream 200 2");
        client.await("stream_end");
        return client.seen("stream_chunk").size() - before;
    }

    private record Log(long salt, int commits) {}

    /** Source: "The WAL File Format" of SQLite: a header of 32 bytes, then frames of 24 bytes and a page each. */
    private Log log() throws IOException {
        var bytes = ByteBuffer.wrap(
                Files.readAllBytes(config.dataDir().resolve("parley.db-wal").toAbsolutePath()));
        int page = bytes.getInt(8);
        long salt = bytes.getLong(16);
        int commits = 0;
        for (int frame = 32; frame + 24 + page <= bytes.capacity() && bytes.getLong(frame + 8) == salt; ) {
            if (bytes.getInt(frame + 4) != 0) {
                commits++;
            }
            frame += 24 + page;
        }
        return new Log(salt, commits);
    }
}
