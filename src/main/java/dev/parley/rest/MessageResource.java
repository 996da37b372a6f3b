package dev.parley.rest;

import dev.parley.agent.AgentState;
import dev.parley.agent.AgentStateStore;
import dev.parley.conversation.Asker;
import dev.parley.conversation.CallKey;
import dev.parley.conversation.Conversation;
import dev.parley.conversation.Listener;
import dev.parley.conversation.Validator;
import dev.parley.conversation.Views;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.FrameWriter;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.View;
import dev.parley.session.SessionService;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What was said in a session. Source: the wire contract, section 3. */
@Path("/api/sessions/{session_id}/messages")
@Authenticated
@RunOnVirtualThread
@Tag(name = "messages")
class MessageResource {

    private static final String CHANNEL = "api";

    private final Conversation conversation;
    private final SessionService sessions;
    private final Validator validator;
    private final AgentStateStore states;
    private final Streams streams;
    private final CallLimits limits;
    private final CurrentVertxRequest call;
    private final Clock clock;
    private final Me me;

    MessageResource(
            Conversation conversation,
            SessionService sessions,
            Validator validator,
            AgentStateStore states,
            Streams streams,
            CallLimits limits,
            CurrentVertxRequest call,
            Clock clock,
            Me me) {
        this.conversation = conversation;
        this.sessions = sessions;
        this.validator = validator;
        this.states = states;
        this.streams = streams;
        this.limits = limits;
        this.call = call;
        this.clock = clock;
        this.me = me;
    }

    @GET
    @Operation(summary = "The history, oldest first", description = "Errors: `session_not_found`.")
    public View.Items<View.Message> history(String session_id, @Valid @BeanParam HistoryPaging paging) {
        sessions.owned(me.id(), session_id);
        return Paging.shown(sessions.history(session_id, paging.request()), Views::of);
    }

    // Where any type is accepted the framework takes the method whose name comes first.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Say something; the answer comes by events",
            description =
                    "As text/event-stream: the frames of the answer, to its stream_end. Errors: `session_not_found`, "
                            + "`session_ended`, `session_paused`, `busy`, `rate_limited`, `budget_spent`, "
                            + "`idempotency_conflict`, `idempotency_in_flight`.")
    @APIResponseSchema(value = View.Message.class, responseCode = "202")
    public RestResponse<View.Message> say(
            String session_id,
            @HeaderParam(IdempotentCalls.HEADER) Optional<@ClientId String> key,
            @Valid @NotNull SessionBodies.Say body) {
        try {
            var message = message(body, key);
            var sent = conversation.say(me.id(), session_id, message, Asker.NOBODY);
            return RestResponse.status(RestResponse.Status.ACCEPTED, Views.of(sent.message()));
        } catch (RuntimeException e) {
            limits.showMessages(call.getCurrent(), me.id(), session_id);
            throw e;
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(summary = "Say something; the answer is streamed")
    @APIResponse(
            responseCode = "200",
            description = "Frames: their type, the frame, and its seq as the id, where it has one",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(
            String session_id,
            @HeaderParam(IdempotentCalls.HEADER) Optional<@ClientId String> key,
            @Valid @NotNull SessionBodies.Say body,
            @Context Sse sse) {
        var user = me.id();
        // A stream cannot be kept and given again; but the message is stored once, and its answer shown again.
        var message = message(body, key);
        sessions.owned(user, session_id);
        var events = streams.open(me.caller(), session_id, sse);
        try {
            conversation.watch(user, session_id, Optional.empty(), events);
            var asker = new Asker(Optional.of(events), Optional.empty(), events::end);
            var sent = conversation.say(user, session_id, message, asker);
            if (sent.duplicate()) {
                events.left();
                return again(sent, sse);
            }
            return events.select(new AnswerSelection(sent.message().messageId())).stream();
        } catch (RuntimeException e) {
            events.left();
            throw e;
        } finally {
            limits.showMessages(call.getCurrent(), user, session_id);
        }
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{message_id}")
    @Operation(
            summary = "Move a message's status",
            description =
                    "From sent to delivered to read, or to failed. Errors: `session_not_found`, `not_found`, `invalid_transition`.")
    public View.Message mark(String session_id, String message_id, @Valid @NotNull SessionBodies.Mark body) {
        var next = validator.messageStatus(body.status());
        return Views.of(conversation
                .mark(me.id(), session_id, message_id, next, Asker.NOBODY)
                .message());
    }

    /** The receipt, then what was told of the message and its answer, and the rest of it if it is not over. */
    private Multi<OutboundSseEvent> again(Conversation.Sent sent, Sse sse) {
        var message = sent.message();
        var session = message.sessionId();
        var events = streams.open(me.caller(), session, sse).select(new AnswerSelection(message.messageId()));
        var receipt = new ServerMessage.MessageReceived(
                message.messageId(), CallKey.hidden(message.clientMessageId()), true, sent.position());
        var text = FrameWriter.write(receipt, clock.instant(), Optional.of(session), Optional.empty());
        events.send(new Listener.Frame(receipt.type(), Optional.of(session), Optional.empty(), text));
        conversation.watch(me.id(), session, Optional.of(message.seq()), events);
        if (states.find(session).filter(AgentState::working).isEmpty()) {
            events.end();
        }
        return events.stream();
    }

    private static ClientMessage.Say message(SessionBodies.Say body, Optional<String> key) {
        var id = body.clientMessageId().or(() -> key.map(CallKey::of));
        return new ClientMessage.Say(body.content(), true, id, CHANNEL, Optional.empty(), ClientMessage.OnBusy.ENQUEUE);
    }
}
