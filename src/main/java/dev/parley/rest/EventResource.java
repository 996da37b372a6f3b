package dev.parley.rest;

import dev.parley.conversation.Conversation;
import dev.parley.conversation.Views;
import dev.parley.core.LogContext;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.protocol.View;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionService;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened in a session, once or for as long as the caller listens. Source: the wire contract, section 3. */
@Path("/api/sessions/{session_id}/events")
@Authenticated
@RunOnVirtualThread
@Tag(name = "events")
class EventResource {

    private final Conversation conversation;
    private final SessionService sessions;
    private final Streams streams;
    private final Me me;
    private final CallLimits limits;
    private final CurrentVertxRequest call;

    EventResource(
            Conversation conversation,
            SessionService sessions,
            Streams streams,
            Me me,
            CallLimits limits,
            CurrentVertxRequest call) {
        this.conversation = conversation;
        this.sessions = sessions;
        this.streams = streams;
        this.me = me;
        this.limits = limits;
        this.call = call;
    }

    // Where any type is accepted the framework takes the method whose name comes first.
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The durable events, in order",
            description = "As text/event-stream: the past, then each event as it happens, to the session's end. "
                    + "Errors: `session_not_found`, `busy` with too many streams.")
    public View.Events list(
            String session_id,
            @Valid @BeanParam After after,
            @QueryParam("limit")
                    @DefaultValue("50")
                    @Pattern(regexp = Paging.LIMIT, message = "must be between 1 and 200")
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "200",
                            defaultValue = "50",
                            pattern = "")
                    String limit) {
        within(sessions.owned(me.id(), session_id), after.seq());
        var page = Page.read(
                new Page.Request(Integer.parseInt(limit), Optional.of(after.afterSeq)),
                more -> sessions.events(session_id, after.seq(), more.limit()),
                event -> Long.toString(event.seq()));
        return new View.Events(
                page.items().stream().map(Views::of).toList(), page.nextCursor().map(Long::valueOf));
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(summary = "The durable events, and then each as it happens, to the session's end")
    @APIResponse(
            responseCode = "200",
            description = "Events: their type, the event, and its seq as the id",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(
            String session_id,
            @Valid @BeanParam After after,
            @HeaderParam("Last-Event-ID")
                    Optional<@Pattern(regexp = Paging.NUMBER, message = "is not one that this stream has given") String>
                            lastEventId,
            @Context Sse sse) {
        long seen = lastEventId.map(Long::parseLong).orElse(after.seq());
        var user = me.id();
        within(sessions.owned(user, session_id), seen);
        limits.showMessages(call.getCurrent(), user, session_id);
        var events = streams.open(me.caller(), session_id, sse).select(new LogSelection(seen));
        Thread.startVirtualThread(() -> show(user, session_id, seen, events));
        return events.stream();
    }

    private static void within(ChatSession session, long after) {
        if (after > session.lastSeq()) {
            throw ParleyException.invalid("after_seq", "is beyond the session's newest event");
        }
    }

    private void show(String user, String session, long after, EventStream events) {
        try {
            conversation.watch(user, session, Optional.of(after), events);
            if (sessions.owned(user, session).ended()) {
                events.end();
            }
        } catch (RuntimeException e) {
            LogContext.during(LogContext.session(session), () -> events.fail(e));
        }
        if (events.isOver()) {
            // Its reader may have gone before it was in the room.
            conversation.leave(session, events);
        }
    }
}
