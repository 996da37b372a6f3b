package dev.parley.rest;

import dev.parley.conversation.Validator;
import dev.parley.conversation.Views;
import dev.parley.feedback.FeedbackService;
import dev.parley.protocol.View;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The questions that wait for somebody. Source: the wire contract, section 3. */
@Path("/api/feedback")
@Authenticated
@RunOnVirtualThread
@Tag(name = "feedback")
class PendingResource {

    private final FeedbackService feedback;
    private final Validator validator;
    private final Me me;
    private final Clock clock;

    PendingResource(FeedbackService feedback, Validator validator, Me me, Clock clock) {
        this.feedback = feedback;
        this.validator = validator;
        this.me = me;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "What waits for me, over all sessions, newest first")
    public View.Items<View.Feedback> pending(
            @QueryParam("status") Optional<String> status, @Valid @BeanParam Paging paging) {
        validator.pendingOnly(status);
        return Paging.shown(feedback.pendingFor(me.id(), clock.instant(), paging.request()), Views::of);
    }
}
