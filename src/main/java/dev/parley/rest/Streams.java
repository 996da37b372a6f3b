package dev.parley.rest;

import dev.parley.conversation.Conversation;
import dev.parley.conversation.ConversationConfig;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.core.Tally;
import dev.parley.identity.Caller;
import dev.parley.identity.FamilyRevoked;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open streams of this replica: few for each user, and none outlives the token that opened it. */
@ApplicationScoped
class Streams {

    static final int MOST_OF_A_USER = 32;

    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final Tally ofUsers = new Tally();
    private final Conversation conversation;
    private final ConversationConfig config;
    private final Clock clock;

    Streams(Conversation conversation, ConversationConfig config, Clock clock) {
        this.conversation = conversation;
        this.config = config;
        this.clock = clock;
    }

    /** A stream of what happens in a session, which it leaves at its end; {@code busy} where the user has too many. */
    EventStream open(Caller caller, String sessionId, Sse sse) {
        if (ofUsers.add(caller.userId()) > MOST_OF_A_USER) {
            ofUsers.remove(caller.userId());
            throw new ParleyException(ErrorCode.BUSY, "At most " + MOST_OF_A_USER + " streams can be open.");
        }
        var stream = new EventStream(sse, caller, ended -> {
            open.remove(ended);
            ofUsers.remove(caller.userId());
            conversation.leave(sessionId, ended);
        });
        open.add(stream);
        return stream;
    }

    /** Every second: ends those whose token is over, and keeps those alive that were silent for so long. */
    @Scheduled(every = "1s", identity = "streams")
    void tick() {
        var now = clock.instant();
        for (var stream : open) {
            if (!now.isBefore(stream.caller().tokenExpiresAt())) {
                stream.end();
            } else {
                stream.tick(config.heartbeat().toSeconds());
            }
        }
    }

    void revoked(@Observes FamilyRevoked revoked) {
        for (var stream : open) {
            if (stream.caller().familyId().filter(revoked.familyId()::equals).isPresent()) {
                stream.end();
            }
        }
    }
}
