package dev.parley.cluster;

import io.vertx.core.Context;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Sends what is said to Redis, in order: a word after a silence at once, and all that has come together since the last round
 * in one. While Redis is away, or too slow, words are dropped.
 */
final class Mouth {

    private static final Logger LOG = Logger.getLogger(Mouth.class);
    /** Words that may wait: some seconds of a busy replica. */
    private static final int MOST_WAITING = 100_000;

    private static final int BATCH = 512;
    /** A round costs about the same for one word and for ten, and nobody sees a text grow faster. */
    private static final long PAUSE_MS = 3;

    private record Said(String channel, String text, Runnable unheard) {}

    /** @param alone how many hear it where nobody but us does */
    private record Sent(Said said, int alone) {}

    private final Context loop;
    private final Predicate<String> ours;
    private final ConcurrentLinkedQueue<Said> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /** On the loop alone. */
    private Optional<RedisConnection> connection = Optional.empty();

    private boolean busy;

    /** @param ours whether we are among those who hear what is said on a channel; asked on the loop */
    Mouth(Context loop, Predicate<String> ours) {
        this.loop = loop;
        this.ours = ours;
    }

    /** @param unheard called on the loop if nobody but us follows the channel */
    void say(String channel, String text, Runnable unheard) {
        if (size.incrementAndGet() > MOST_WAITING) {
            size.decrementAndGet();
            return;
        }
        waiting.add(new Said(channel, text, unheard));
        if (scheduled.compareAndSet(false, true)) {
            loop.runOnContext(on -> send());
        }
    }

    /** On the loop: where words go from now on; without a connection they are dropped. */
    void connected(Optional<RedisConnection> to) {
        connection = to;
        busy = false;
        send();
    }

    private void send() {
        scheduled.set(false);
        if (busy) {
            return;
        }
        var batch = next();
        while (connection.isEmpty() && !batch.isEmpty()) {
            batch = next();
        }
        if (batch.isEmpty()) {
            return;
        }
        busy = true;
        post(batch);
    }

    private void post(List<Said> batch) {
        var used = connection.get();
        // Asked before it goes out: while it is under way we may come to be among those who hear it.
        var sent = batch.stream()
                .map(said -> new Sent(said, ours.test(said.channel) ? 1 : 0))
                .toList();
        used.batch(batch.stream()
                        .map(said ->
                                Request.cmd(Command.PUBLISH).arg(said.channel).arg(said.text))
                        .toList())
                .onSuccess(counts -> sent(used, sent, counts))
                .onFailure(cause -> {
                    LOG.debugf(cause, "%d words were not sent", batch.size());
                    sent(used, List.of(), List.of());
                });
    }

    private void sent(RedisConnection used, List<Sent> batch, List<Response> counts) {
        for (int i = 0; i < batch.size(); i++) {
            if (counts.get(i).toLong() <= batch.get(i).alone) {
                batch.get(i).said.unheard.run();
            }
        }
        loop.owner().setTimer(PAUSE_MS, over -> {
            if (connection.filter(present -> present == used).isPresent()) {
                busy = false;
                send();
            }
        });
    }

    private List<Said> next() {
        var batch = new ArrayList<Said>();
        while (batch.size() < BATCH && waiting.poll() instanceof Said said) {
            size.decrementAndGet();
            batch.add(said);
        }
        return batch;
    }
}
