package dev.parley.rest;

import dev.parley.conversation.Decisions;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The page at which a notice's reader answers a question. Looking at it changes nothing, so that scanners of links may; the
 * answer is sent by its form.
 */
@Path("/answers/{token}")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AnswerPage {

    private final Letterbox letterbox;
    private final Decisions decisions;
    private final AnswerLimits limits;
    private final Clock clock;

    AnswerPage(Letterbox letterbox, Decisions decisions, AnswerLimits limits, Clock clock) {
        this.letterbox = letterbox;
        this.decisions = decisions;
        this.limits = limits;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public RestResponse<TemplateInstance> show(String token) {
        try {
            return page(200, token, letterbox.open(token), List.of());
        } catch (ParleyException e) {
            return Pages.refusal(e);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public RestResponse<TemplateInstance> answer(
            String token, MultivaluedMap<String, String> form, @Context HttpServerRequest call) {
        try {
            var question = limits.counted(token, call, () -> letterbox.question(token));
            return answered(token, question, form);
        } catch (ParleyException e) {
            return Pages.refusal(e);
        }
    }

    private RestResponse<TemplateInstance> answered(
            String token, FeedbackRequest question, MultivaluedMap<String, String> form) {
        try {
            return page(200, token, letterbox.answer(token, AnswerForm.reply(question, form)), List.of());
        } catch (ParleyException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                throw e;
            }
            return page(e.code().status(), token, letterbox.question(token), AnswerForm.faults(e));
        }
    }

    private RestResponse<TemplateInstance> page(
            int status, String token, FeedbackRequest question, List<String> faults) {
        if (!question.open(clock.instant())) {
            return Pages.html(status, Pages.Templates.closed(question, decisions.of(question)));
        }
        return Pages.html(
                status,
                question.needed() > 1 && letterbox.counted(token)
                        ? Pages.Templates.counted(question)
                        : Pages.Templates.question(question, AnswerForm.of(question), faults));
    }
}
