package dev.parley.rest;

import dev.parley.conversation.Views;
import dev.parley.limit.RateLimiter;
import dev.parley.protocol.View;
import dev.parley.session.SessionService;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where my limits stand. */
@Path("/api/rate-limits")
@Authenticated
@RunOnVirtualThread
@Tag(name = "limits")
class LimitResource {

    private static final String CHANNEL = "api";

    private final RateLimiter limiter;
    private final SessionService sessions;
    private final Me me;

    LimitResource(RateLimiter limiter, SessionService sessions, Me me) {
        this.limiter = limiter;
        this.sessions = sessions;
        this.me = me;
    }

    @GET
    @Operation(
            summary = "Where my limits stand, for messages over REST; with a session all three levels",
            description = "Errors: `session_not_found`.")
    public View.Limits status(@QueryParam("session_id") Optional<String> session) {
        session.ifPresent(id -> sessions.owned(me.id(), id));
        return new View.Limits(Views.limits(limiter.status(me.id(), session, CHANNEL)));
    }
}
