package dev.parley.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Asker;
import dev.parley.conversation.Conversation;
import dev.parley.conversation.Validator;
import dev.parley.conversation.Views;
import dev.parley.core.Json;
import dev.parley.feedback.Answer;
import dev.parley.feedback.Audit;
import dev.parley.feedback.AuditStore;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final Audit audit;
    private final Validator validator;
    private final Clock clock;
    private final Me me;

    FeedbackResource(
            Conversation conversation,
            SessionService sessions,
            FeedbackService feedback,
            Audit audit,
            Validator validator,
            Clock clock,
            Me me) {
        this.conversation = conversation;
        this.sessions = sessions;
        this.feedback = feedback;
        this.audit = audit;
        this.validator = validator;
        this.clock = clock;
        this.me = me;
    }

    @GET
    @Operation(summary = "The questions of a session, newest first", description = "Errors: `session_not_found`.")
    public View.Items<View.Feedback> ofSession(
            String session_id, @QueryParam("status") Optional<String> status, @Valid @BeanParam Paging paging) {
        sessions.owned(me.id(), session_id);
        var wanted = status.map(validator::feedbackStatus);
        return Paging.shown(feedback.ofSession(session_id, wanted, clock.instant(), paging.request()), Views::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{request_id}/respond")
    @Operation(
            summary = "Answer a question; the first valid answer wins",
            description =
                    "By action, content or values, as the question asks. Errors: `feedback_not_found`, `feedback_already_resolved`, `feedback_expired`, `schema_mismatch`.")
    public View.Feedback respond(
            String session_id,
            String request_id,
            @HeaderParam(IdempotentCalls.HEADER) Optional<String> key,
            @Valid @NotNull SessionBodies.Respond body) {
        var answer = new Answer(
                me.id(),
                body.channel().orElse("api"),
                body.action(),
                body.content(),
                body.values().map(JsonNode.class::cast),
                key);
        return Views.of(conversation
                .answer(Optional.of(session_id), request_id, answer, Asker.NOBODY)
                .request());
    }

    /** What happened to a question, and whether anything of it was changed afterwards. */
    record Trail(List<JsonNode> items, boolean intact) {}

    @GET
    @Path("/{request_id}/audit")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What happened to a question, in order: deliveries, answers, losers, outcome",
            description = "Errors: `session_not_found`, `feedback_not_found`.")
    public Trail audit(String session_id, String request_id) {
        var chain = chain(session_id, request_id);
        return new Trail(chain.stream().map(FeedbackResource::shown).toList(), Audit.intact(chain));
    }

    @GET
    @Path("/{request_id}/audit")
    @Produces(JsonLines.NAME)
    @Operation(summary = "The same to keep, one entry a line")
    public String export(String session_id, String request_id) {
        return chain(session_id, request_id).stream()
                .map(link -> shown(link) + "\n")
                .collect(Collectors.joining());
    }

    private List<AuditStore.Link> chain(String sessionId, String requestId) {
        sessions.owned(me.id(), sessionId);
        return feedback.find(requestId)
                .filter(request -> request.sessionId().equals(sessionId))
                .map(request -> audit.of(requestId))
                .orElseThrow(FeedbackService::unknown);
    }

    /** The entry as it was written, and its hash. */
    private static JsonNode shown(AuditStore.Link link) {
        return ((ObjectNode) Json.readOwn(link.entry())).put("hash", link.hash());
    }
}
