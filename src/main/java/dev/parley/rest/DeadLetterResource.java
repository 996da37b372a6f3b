package dev.parley.rest;

import dev.parley.channel.Notices;
import dev.parley.core.ErrorCode;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.protocol.View;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What could not be delivered, for administrators. */
@Path("/api/dead-letters")
@RolesAllowed("admin")
@RunOnVirtualThread
@Tag(name = "channels")
class DeadLetterResource {

    private final Notices notices;
    private final Clock clock;

    DeadLetterResource(Notices notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    record DeadLetter(
            String noticeId,
            String kind,
            String userId,
            Optional<String> sessionId,
            Optional<String> subjectId,
            String channel,
            int attempts,
            String reason,
            Instant createdAt) {

        static DeadLetter of(Notices.Dead dead) {
            var notice = dead.notice();
            return new DeadLetter(
                    notice.noticeId(),
                    notice.kind().wire(),
                    notice.userId(),
                    notice.about().map(about -> about.sessionId()),
                    notice.about().map(about -> about.id()),
                    notice.channel().wire(),
                    notice.attempt(),
                    dead.reason(),
                    notice.createdAt());
        }
    }

    @GET
    @Operation(summary = "What was given up, newest first", description = "For administrators, others: `forbidden`.")
    public View.Items<DeadLetter> list(@Valid @BeanParam Paging paging) {
        var page =
                Page.read(paging.request(), notices::dead, dead -> dead.notice().noticeId());
        return Paging.shown(page, DeadLetter::of);
    }

    @POST
    @Path("/{notice_id}/retry")
    @Operation(
            summary = "Try again, as often as at first",
            description = "For administrators, others: `forbidden`. Errors: `not_found`.")
    @APIResponse(responseCode = "204", description = "It waits to be delivered")
    public void retry(String notice_id) {
        if (!notices.revive(notice_id, clock.instant())) {
            throw new ParleyException(ErrorCode.NOT_FOUND, "There is no such dead letter.");
        }
    }
}
