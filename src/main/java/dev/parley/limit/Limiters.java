package dev.parley.limit;

import dev.parley.core.Order;
import dev.parley.core.ReplicaConfig;
import dev.parley.core.Time.Ticker;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Chooses the limiter: one that replicas share where there is a Redis, else this process' own. */
@Singleton
@Startup(Order.SETTINGS)
class Limiters {

    private static final Pattern URL =
            Pattern.compile("rediss?://([^/?#\\s]*@)?([\\w.-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?(/\\d*)?");

    /** How long a call or a message may be held up by a Redis that does not answer. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final RateLimiter limiter;
    private final LocalRateLimiter local;
    private final Optional<RedisLine> line;

    Limiters(LimitConfig config, ReplicaConfig replicas, Ticker ticker, Vertx vertx, LimitMeters meters) {
        line = replicas.redisUrl().map(url -> new RedisLine(vertx, options(url)));
        local = new LocalRateLimiter(line.isPresent() ? new Share(config, replicas.replicas()) : config, ticker);
        limiter = meters.counting(line.<RateLimiter>map(redis -> {
                    var buckets = new SharedBuckets(
                            RedisScript.take(), redis, new Outage(ticker), PATIENCE, OptionalLong::empty);
                    buckets.greet();
                    return new SharedRateLimiter(config, buckets, local);
                })
                .orElse(local));
    }

    @Produces
    @Singleton
    RateLimiter limiter() {
        return limiter;
    }

    @Scheduled(every = "60s", identity = "limits")
    void evictIdle() {
        local.evictIdle();
    }

    @PreDestroy
    void close() {
        line.ifPresent(RedisLine::close);
    }

    /** How Redis is reached. */
    static RedisOptions options(String url) {
        if (!URL.matcher(url).matches()) {
            throw new ConfigurationException(ReplicaConfig.NO_REDIS);
        }
        var options = new RedisOptions().setConnectionString(url).setMaxPoolSize(1);
        options.setNetClientOptions(
                new NetClientOptions(options.getNetClientOptions()).setHostnameVerificationAlgorithm("HTTPS"));
        return options;
    }
}
