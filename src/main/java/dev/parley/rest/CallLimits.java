package dev.parley.rest;

import dev.parley.conversation.RateLimited;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.identity.Identities;
import dev.parley.limit.Decision;
import dev.parley.limit.LevelStatus;
import dev.parley.limit.RateLimiter;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Charges each call of somebody who is signed in, and shows on its answer what is left. Source: the wire contract, 3 and 4. */
class CallLimits {

    private static final String CHANNEL = "api";

    private final RateLimiter limiter;
    private final Identities identities;
    private final CurrentIdentityAssociation identity;

    CallLimits(RateLimiter limiter, Identities identities, CurrentIdentityAssociation identity) {
        this.limiter = limiter;
        this.identities = identities;
        this.identity = identity;
    }

    @ServerRequestFilter
    public void charge(RoutingContext call) {
        if (call.user() instanceof QuarkusHttpUser user
                && charge(call, user.getSecurityIdentity()) instanceof Decision.Refused refused) {
            throw new RateLimited(refused);
        }
    }

    /**
     * What was refused before it came to the filter above is charged now: a wrong role, method, path or media type. Such a call
     * was given no thread of its own yet; the limiter may wait.
     */
    @ServerResponseFilter
    public Uni<Void> chargeLate(ContainerResponseContext response, RoutingContext call) {
        if (LimitHeaders.shown(call)) {
            return Uni.createFrom().voidItem();
        }
        return identity.getDeferredIdentity()
                .emitOn(Thread::startVirtualThread)
                .invoke(caller -> charge(call, caller))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /** What a session of the caller's answers speaks of the limits of its messages, too. */
    @ServerResponseFilter
    public void showMessages(ContainerRequestContext request, ContainerResponseContext response, RoutingContext call) {
        if (response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL
                && call.user() instanceof QuarkusHttpUser user
                && request.getUriInfo().getPathParameters().getFirst("session_id") instanceof String session) {
            showMessages(call, identities.caller(user.getSecurityIdentity()).userId(), session);
        }
    }

    private Decision charge(RoutingContext call, SecurityIdentity caller) {
        if (caller.isAnonymous()) {
            return Decision.ALLOWED;
        }
        var decision = limiter.takeApi(identities.caller(caller).userId());
        LimitHeaders.show(call, decision.limits());
        return decision;
    }

    /** Lets the answer speak of the limits of messages in this session too. */
    void showMessages(RoutingContext call, String userId, String sessionId) {
        var messages = limiter.status(userId, Optional.of(sessionId), CHANNEL);
        LimitHeaders.show(
                call,
                Stream.concat(LimitHeaders.levels(call).stream(), messages.stream())
                        .toList());
    }

    @ServerExceptionMapper
    public Response refused(RateLimited e, RoutingContext call) {
        var refused = e.refused();
        LimitHeaders.show(call, at(refused));
        return Problems.refusal(new ParleyException(ErrorCode.RATE_LIMITED, e.detail())
                .with(Map.of("level", refused.level().wire()))
                .retryAfter(refused.retryAfter()));
    }

    private static List<LevelStatus> at(Decision.Refused refused) {
        return refused.limits().stream()
                .filter(status -> status.level() == refused.level())
                .toList();
    }
}
