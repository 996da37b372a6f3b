package dev.parley.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conversation.Asker;
import dev.parley.conversation.Conversation;
import dev.parley.conversation.Validator;
import dev.parley.conversation.Views;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackService;
import dev.parley.protocol.View;
import dev.parley.session.SessionService;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The questions of a session, and their answers. Source: the wire contract, section 3. */
@Path("/api/sessions/{session_id}/feedback")
@Authenticated
@RunOnVirtualThread
@Tag(name = "feedback")
class FeedbackResource {

    private final Conversation conversation;
    private final SessionService sessions;
    private final FeedbackService feedback;
    private final Validator validator;
    private final Me me;

    FeedbackResource(
            Conversation conversation, SessionService sessions, FeedbackService feedback, Validator validator, Me me) {
        this.conversation = conversation;
        this.sessions = sessions;
        this.feedback = feedback;
        this.validator = validator;
        this.me = me;
    }

    @GET
    @Operation(summary = "The questions of a session, newest first")
    public View.Items<View.Feedback> ofSession(
            String session_id, @QueryParam("status") Optional<String> status, @Valid @BeanParam Paging paging) {
        sessions.owned(me.id(), session_id);
        var wanted = status.map(validator::feedbackStatus);
        return Paging.shown(feedback.ofSession(session_id, wanted, paging.request()), Views::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{request_id}/respond")
    @Operation(summary = "Answer a question; the first valid answer wins")
    public View.Feedback respond(
            String session_id,
            String request_id,
            @HeaderParam("Idempotency-Key") Optional<String> key,
            @Valid @NotNull SessionBodies.Respond body) {
        var answer = new Answer(
                me.id(),
                body.channel().orElse("api"),
                body.action(),
                body.content(),
                body.values().map(JsonNode.class::cast),
                key);
        return Views.of(conversation
                .answer(me.id(), session_id, request_id, answer, Asker.NOBODY)
                .request());
    }
}
