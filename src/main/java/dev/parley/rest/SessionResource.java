package dev.parley.rest;

import dev.parley.agent.AgentState;
import dev.parley.agent.AgentStateStore;
import dev.parley.conversation.Asker;
import dev.parley.conversation.Conversation;
import dev.parley.conversation.Expiry;
import dev.parley.conversation.Validator;
import dev.parley.conversation.Views;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.View;
import dev.parley.session.SessionService;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Sessions. Source: the wire contract, section 3. */
@Path("/api/sessions")
@Authenticated
@RunOnVirtualThread
@Tag(name = "sessions", description = "Conversations of one user with the agent")
class SessionResource {

    private final Conversation conversation;
    private final SessionService sessions;
    private final AgentStateStore states;
    private final Expiry expiry;
    private final Validator validator;
    private final Me me;

    SessionResource(
            Conversation conversation,
            SessionService sessions,
            AgentStateStore states,
            Expiry expiry,
            Validator validator,
            Me me) {
        this.conversation = conversation;
        this.sessions = sessions;
        this.states = states;
        this.expiry = expiry;
        this.validator = validator;
        this.me = me;
    }

    @GET
    @Operation(summary = "List my sessions, newest first")
    public View.Items<View.Session> list(
            @QueryParam("status") Optional<String> status, @Valid @BeanParam Paging paging) {
        var page = sessions.list(me.id(), status.map(validator::sessionStatus), paging.request());
        return Paging.shown(page, Views::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Open a session",
            description =
                    "Errors: `session_limit_reached`, `busy` before a restart, `idempotency_conflict`, `idempotency_in_flight`.")
    @Parameter(name = IdempotentCalls.HEADER, in = ParameterIn.HEADER)
    @APIResponseSchema(value = View.Session.class, responseCode = "201")
    public RestResponse<View.Session> create(
            @RequestBody(required = false) @Valid SessionBodies.@Nullable Create body) {
        var wanted = body == null ? SessionBodies.Create.DEFAULTS : body;
        var start =
                new ClientMessage.StartSession(wanted.preferredChannel(), wanted.metadata(), wanted.clientSessionId());
        var session = conversation.start(me.id(), start, Asker.NOBODY);
        return RestResponse.status(RestResponse.Status.CREATED, Views.of(session));
    }

    @GET
    @Path("/{session_id}")
    @Operation(summary = "One session", description = "Errors: `session_not_found`.")
    public View.Session get(String session_id) {
        return Views.of(sessions.owned(me.id(), session_id));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{session_id}")
    @Operation(
            summary = "Pause or activate a session, or change its channel or metadata",
            description = "What is left out stays. Errors: `session_not_found`, `session_ended`.")
    public View.Session update(String session_id, @Valid @NotNull SessionBodies.Update body) {
        return Views.of(conversation.update(
                me.id(),
                session_id,
                body.status().map(validator::updatedStatus),
                body.preferredChannel(),
                body.metadata().map(validator::metadata)));
    }

    @DELETE
    @Path("/{session_id}")
    @Operation(summary = "End a session; again is no error", description = "Errors: `session_not_found`.")
    @APIResponse(responseCode = "204", description = "It has ended")
    public void end(String session_id) {
        conversation.end(me.id(), session_id, Asker.NOBODY);
    }

    @GET
    @Path("/{session_id}/agent-state")
    @Operation(summary = "What the agent does and keeps in mind", description = "Errors: `session_not_found`.")
    public View.AgentState agentState(String session_id) {
        var session = sessions.owned(me.id(), session_id);
        return Views.of(states.find(session_id).orElseGet(() -> AgentState.idle(session_id, session.createdAt())));
    }

    @POST
    @Path("/cleanup/expired")
    @RolesAllowed("admin")
    @Operation(summary = "Expire at once what is due", description = "For administrators, others: `forbidden`.")
    public Expiry.Expired cleanup() {
        return expiry.run();
    }
}
