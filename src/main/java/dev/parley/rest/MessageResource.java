package dev.parley.rest;

import dev.parley.conversation.Asker;
import dev.parley.conversation.Conversation;
import dev.parley.conversation.Validator;
import dev.parley.conversation.Views;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.View;
import dev.parley.session.SessionService;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    private final Me me;

    MessageResource(Conversation conversation, SessionService sessions, Validator validator, Me me) {
        this.conversation = conversation;
        this.sessions = sessions;
        this.validator = validator;
        this.me = me;
    }

    @GET
    @Operation(summary = "The history, oldest first")
    public View.Items<View.Message> history(String session_id, @Valid @BeanParam HistoryPaging paging) {
        sessions.owned(me.id(), session_id);
        return Paging.shown(sessions.history(session_id, paging.request()), Views::of);
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Say something; the answer comes by events")
    public RestResponse<View.Message> say(String session_id, @Valid @NotNull SessionBodies.Say body) {
        var sent = conversation.say(me.id(), session_id, message(body), Asker.NOBODY);
        return RestResponse.status(RestResponse.Status.ACCEPTED, Views.of(sent.message()));
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(String session_id, @Valid @NotNull SessionBodies.Say body, Sse sse) {
        var events = new EventStream(sse);
        var user = me.id();
        var asker = new Asker(Optional.of(events), Optional.empty(), events::end);
        events.onEnd(() -> conversation.leave(session_id, events));
        conversation.watch(user, session_id, Optional.empty(), events);
        try {
            var sent = conversation.say(user, session_id, message(body), asker);
            if (sent.duplicate()) {
                events.end();
            }
            return events.stream();
        } catch (RuntimeException e) {
            events.end();
            throw e;
        }
    }

    @PATCH
    @Path("/{message_id}")
    @Operation(summary = "Move a message's status")
    public View.Message mark(String session_id, String message_id, @Valid @NotNull SessionBodies.Mark body) {
        var next = validator.messageStatus(body.status());
        return Views.of(conversation
                .mark(me.id(), session_id, message_id, next, Asker.NOBODY)
                .message());
    }

    private static ClientMessage.Say message(SessionBodies.Say body) {
        return new ClientMessage.Say(
                body.content(), true, body.clientMessageId(), CHANNEL, Optional.empty(), ClientMessage.OnBusy.ENQUEUE);
    }
}
