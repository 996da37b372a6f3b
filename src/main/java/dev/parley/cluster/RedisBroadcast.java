package dev.parley.cluster;

import dev.parley.conversation.Broadcast;
import dev.parley.conversation.Hearsay;
import dev.parley.conversation.Word;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Replicas tell each other over Redis: one channel a session, which those follow that have a room for it, and one for all.
 * While Redis is away nothing is heard, and on its return all channels are followed again. One that fell silent, as when its
 * machine is gone, is noticed by what we say to ourselves.
 */
final class RedisBroadcast implements Broadcast, Ear.Listener {

    private static final Logger LOG = Logger.getLogger(RedisBroadcast.class);
    private static final String SESSION = "parley:session:";
    private static final String ALL = "parley:all";
    private static final String REPLICA = "parley:replica:";
    private static final long PAUSE_MS = 500;
    private static final long CONNECT_WITHIN_MS = 5_000;
    private static final long BEAT_MS = 2_000;
    private static final int MOST_UNHEARD = 3;

    private final Redis redis;
    private final String self;
    private final Hearsay hearsay;
    private final Consumer<String> signOuts;
    private final Vertx vertx;
    private final Context loop;
    private final Mouth mouth;
    private final Ear ear = new Ear(this);
    private boolean warned;
    private int connections;
    /** Beats of our own since one was heard. */
    private int unheard;

    /** @param signOuts told of families that another replica revoked; may block */
    RedisBroadcast(Redis redis, Vertx vertx, String self, Hearsay hearsay, Consumer<String> signOuts) {
        this.redis = redis;
        this.self = self;
        this.hearsay = hearsay;
        this.signOuts = signOuts;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.mouth = new Mouth(loop, ear::follows);
    }

    void start() {
        loop.runOnContext(on -> {
            ear.join(ALL);
            ear.join(REPLICA + self);
            connect();
        });
    }

    private void connect() {
        var mouths = redis.connect();
        var ears = redis.connect();
        Future.all(mouths, ears)
                .timeout(CONNECT_WITHIN_MS, TimeUnit.MILLISECONDS)
                .onSuccess(both -> connected(mouths.result(), ears.result()))
                .onFailure(cause -> {
                    mouths.onSuccess(RedisConnection::close);
                    ears.onSuccess(RedisConnection::close);
                    lost(cause);
                });
    }

    private void connected(RedisConnection out, RedisConnection in) {
        int number = ++connections;
        watch(out, in, number);
        watch(in, out, number);
        LOG.info("replicas hear each other over Redis");
        warned = false;
        // First the ear: the mouth asks it who hears what is said.
        ear.connected(Optional.of(in));
        mouth.connected(Optional.of(out));
        unheard = 0;
        vertx.setPeriodic(BEAT_MS, timer -> {
            if (number != connections) {
                vertx.cancelTimer(timer);
            } else if (++unheard > MOST_UNHEARD) {
                ended(in, number, new IllegalStateException("it does not answer"));
                out.close();
            } else {
                mouth.say(REPLICA + self, "", () -> {});
            }
        });
    }

    /** The two connections live and die together. */
    private void watch(RedisConnection one, RedisConnection other, int number) {
        one.exceptionHandler(cause -> ended(other, number, cause));
        one.endHandler(end -> ended(other, number, new IllegalStateException("the connection was closed")));
    }

    private void ended(RedisConnection other, int number, Throwable cause) {
        if (number == connections) {
            connections++;
            mouth.connected(Optional.empty());
            ear.connected(Optional.empty());
            other.close();
            lost(cause);
        }
    }

    private void lost(Throwable cause) {
        if (!warned) {
            warned = true;
            LOG.warnf("Redis is away (%s): replicas do not hear each other until it is back", cause.getMessage());
        }
        vertx.setTimer(PAUSE_MS, again -> connect());
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public void join(String sessionId) {
        loop.runOnContext(on -> ear.join(SESSION + sessionId));
    }

    @Override
    public void leave(String sessionId) {
        loop.runOnContext(on -> ear.leave(SESSION + sessionId));
    }

    @Override
    public void say(String sessionId, Word word, Runnable unheard) {
        mouth.say(SESSION + sessionId, Wire.write(self, word), unheard);
    }

    void revoked(String familyId) {
        mouth.say(ALL, self + '\n' + familyId, () -> {});
    }

    @Override
    public void follows(String channel) {
        if (channel.startsWith(SESSION)) {
            hearsay.joined(channel.substring(SESSION.length()));
        }
    }

    @Override
    public void heard(String channel, String text) {
        if (channel.equals(REPLICA + self)) {
            unheard = 0;
            return;
        }
        if (Wire.from(self, text)) {
            return;
        }
        if (channel.startsWith(SESSION)) {
            var session = channel.substring(SESSION.length());
            Wire.read(session, text).ifPresent(word -> hearsay.heard(session, word));
        } else {
            var family = text.substring(text.indexOf('\n') + 1);
            Thread.startVirtualThread(() -> signOuts.accept(family));
        }
    }
}
