package dev.parley.cluster;

import dev.parley.conversation.Broadcast;
import dev.parley.conversation.Hearsay;
import dev.parley.core.Ids;
import dev.parley.core.ReplicaConfig;
import dev.parley.identity.FamilyRevoked;
import dev.parley.identity.Revocations;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets this replica hear the others, if the settings name a Redis. */
@Singleton
class Replicas {

    private final Optional<RedisBroadcast> others;
    private final Revocations revocations;

    Replicas(
            ReplicaConfig config,
            Instance<Redis> redis,
            Vertx vertx,
            Ids ids,
            Hearsay hearsay,
            Event<FamilyRevoked> signOuts,
            Revocations revocations) {
        this.revocations = revocations;
        this.others = config.redisUrl()
                .map(url -> new RedisBroadcast(
                        redis.get().getDelegate(),
                        vertx,
                        ids.next(),
                        hearsay,
                        family -> signOuts.fire(new FamilyRevoked(family, false))));
        others.ifPresent(RedisBroadcast::start);
    }

    @Produces
    @Singleton
    Broadcast broadcast() {
        return others.map(Broadcast.class::cast).orElse(Broadcast.NOBODY);
    }

    /** Every second: a sign-out is heard of within one, also while Redis is away. */
    @Scheduled(every = "1s", identity = "revocations", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void read() {
        if (others.isPresent()) {
            revocations.read();
        }
    }

    /** Whoever signs out here is signed out everywhere. */
    void on(@Observes FamilyRevoked revoked) {
        if (revoked.here()) {
            others.ifPresent(each -> each.revoked(revoked.familyId()));
        }
    }
}
