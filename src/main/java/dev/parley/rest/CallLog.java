package dev.parley.rest;

import dev.parley.core.LogContext;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets all that is logged of a call name the session in its path. */
class CallLog {

    @ServerRequestFilter
    public void name(UriInfo call) {
        var session = call.getPathParameters().getFirst("session_id");
        if (session != null) {
            LogContext.untilTheCallEnds(LogContext.session(session));
        }
    }
}
