package dev.parley.limit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis. Calls follow each other on it without waiting for answers, so that no pool's size limits them; and one
 * that has fallen silent can be thrown away, where a pool would lend it again.
 */
final class RedisLine implements AutoCloseable {

    private static final int CONNECT_SECONDS = 5;

    private final Vertx vertx;
    private final RedisOptions options;
    /** All that follows is touched on it alone. */
    private final Context context;

    private @Nullable Redis client;
    private @Nullable Future<RedisConnection> connection;

    RedisLine(Vertx vertx, RedisOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.context = vertx.getOrCreateContext();
    }

    /** Does the work on the connection, which is made if there is none. */
    CompletableFuture<Response> run(Function<RedisConnection, Future<Response>> work) {
        var result = new CompletableFuture<Response>();
        context.runOnContext(
                now -> connected().compose(work).onComplete(result::complete, result::completeExceptionally));
        return result;
    }

    /** Gives up a connection that failed or is silent. One that is still being made may be slow, and has its own time limit. */
    void giveUp() {
        context.runOnContext(now -> {
            if (client != null && connection != null && connection.isComplete()) {
                drop(client);
            }
        });
    }

    @Override
    public void close() {
        context.runOnContext(now -> {
            if (client != null) {
                drop(client);
            }
        });
    }

    private Future<RedisConnection> connected() {
        if (connection == null) {
            var fresh = Redis.createClient(vertx, options);
            client = fresh;
            connection = fresh.connect()
                    .timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                    .onFailure(e -> drop(fresh))
                    .onSuccess(made -> made.exceptionHandler(e -> drop(fresh)).endHandler(end -> drop(fresh)));
        }
        return connection;
    }

    private void drop(Redis old) {
        if (client == old) {
            client = null;
            connection = null;
        }
        old.close();
    }
}
