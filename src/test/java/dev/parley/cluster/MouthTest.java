package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RedisServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether another replica follows is learned from how many hear a word; we are one of them only once we follow. */
class MouthTest {

    private static final List<String> CHANNELS =
            IntStream.range(0, 300).mapToObj(i -> "channel-" + i).toList();

    private final RedisServer server = new RedisServer().start();
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis = Redis.createClient(vertx, server.url());
    private final Replica us = new Replica();
    private final Replica other = new Replica();
    private final Queue<String> unheard = new ConcurrentLinkedQueue<>();

    /** The ear and the mouth of one, with a connection for each. */
    private final class Replica implements Ear.Listener {
        private final Context loop = vertx.getOrCreateContext();
        private final Ear ear = new Ear(this);
        private final Mouth mouth = new Mouth(loop, ear::follows);
        private final Set<String> followed = ConcurrentHashMap.newKeySet();
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final Queue<Boolean> sure = new ConcurrentLinkedQueue<>();

        void connect() {
            Future<RedisConnection> in = redis.connect();
            Future<RedisConnection> out = redis.connect();
            Future.all(in, out).toCompletionStage().toCompletableFuture().join();
            loop.runOnContext(on -> {
                ear.connected(Optional.of(in.result()));
                mouth.connected(Optional.of(out.result()));
            });
        }

        void join(List<String> channels) {
            loop.runOnContext(on -> channels.forEach(ear::join));
        }

        void says(String channel) {
            mouth.say(channel, "word", () -> unheard.add(channel));
        }

        @Override
        public void follows(String channel) {
            followed.add(channel);
            sure.add(ear.follows(channel));
        }

        @Override
        public void heard(String channel, String text) {
            heard.add(channel);
        }
    }

    @BeforeEach
    void connect() {
        us.connect();
        other.connect();
    }

    @AfterEach
    void close() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void whoFollowsElsewhereIsNotOverlookedWhileWeBeginToFollow() {
        other.join(CHANNELS);
        Awaitility.await().until(() -> other.followed.containsAll(CHANNELS));
        for (var channel : CHANNELS) {
            us.says(channel);
            us.join(List.of(channel));
            us.says(channel);
        }
        Awaitility.await().until(() -> other.heard.size() == 2 * CHANNELS.size());
        Awaitility.await().until(() -> us.followed.containsAll(CHANNELS));
        assertThat(unheard).isEmpty();
    }

    @Test
    void anAnswerToAFormerJoiningIsNone() {
        us.loop.runOnContext(on -> {
            us.ear.join("channel");
            us.ear.leave("channel");
            us.ear.join("channel");
        });
        Awaitility.await().until(() -> us.sure.size() == 2);
        assertThat(us.sure).containsExactly(false, true);
    }

    @Test
    void whoFollowsAloneLearnsIt() {
        us.join(CHANNELS);
        Awaitility.await().until(() -> us.followed.containsAll(CHANNELS));
        CHANNELS.forEach(us::says);
        Awaitility.await().until(() -> unheard.containsAll(CHANNELS));
    }
}
