package dev.parley.ws;

import dev.parley.conversation.Conversation;
import dev.parley.conversation.Draining;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends well when the server is told to stop: everybody hears of it, answers get their grace, and every socket is closed
 * with 1012. It happens before the HTTP server stops, which would close the sockets as if all were said.
 */
@ApplicationScoped
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final long CLOSE_MILLIS = 2_000;

    private final Sockets sockets;
    private final Draining draining;
    private final Conversation conversation;

    Drain(Sockets sockets, Draining draining, Conversation conversation) {
        this.sockets = sockets;
        this.draining = draining;
        this.conversation = conversation;
    }

    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        draining.begin();
        sockets.sayGoodbye();
        conversation.drain();
        sockets.closeAll()
                .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(cause -> {
                    LOG.debugf(cause, "not every socket could be told");
                    return null;
                })
                .join();
    }
}
