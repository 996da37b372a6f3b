package dev.parley.conversation;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Makes the ends of turns durable, even if the store is away for a while. */
@ApplicationScoped
class Closing {

    private static final Logger LOG = Logger.getLogger(Closing.class);
    private static final Executor VIRTUAL = Thread::startVirtualThread;

    private final TurnLog log;

    Closing(TurnLog log) {
        this.log = log;
    }

    /** Waits for a store that is away; an end that cannot be stored as it is becomes a failure that can. */
    TurnLog.End end(Turn turn, boolean started, Result result) {
        try {
            return log.end(turn, started, result);
        } catch (RuntimeException e) {
            LOG.debugf(e, "the end of turn %s is stored at another try", turn.turnId());
            return patiently(turn, started, result);
        }
    }

    private TurnLog.End patiently(Turn turn, boolean started, Result result) {
        return Uni.createFrom()
                .item(() -> storable(turn, started, result))
                .onFailure(Closing::storeIsAway)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .expireIn(Duration.ofMinutes(5).toMillis())
                .runSubscriptionOn(VIRTUAL)
                .await()
                .indefinitely();
    }

    /** What is refused is ended as a failure: with its text, and without where the text itself may be what is refused. */
    private TurnLog.End storable(Turn turn, boolean started, Result result) {
        try {
            return log.end(turn, started, result);
        } catch (RuntimeException e) {
            boolean failed = result.failure().isPresent();
            if (storeIsAway(e) || failed && result.content().isEmpty()) {
                throw e;
            }
            LOG.errorf(e, "the end of turn %s cannot be stored", turn.turnId());
            return storable(turn, started, result.unstorable(failed ? "" : result.content()));
        }
    }

    private static boolean storeIsAway(Throwable cause) {
        return cause instanceof ParleyException known && known.code() == ErrorCode.STORE_UNAVAILABLE;
    }
}
