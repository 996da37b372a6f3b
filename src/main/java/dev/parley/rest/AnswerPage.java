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
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.util.Optional;
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

    private static final MultivaluedMap<String, String> UNTOUCHED = new MultivaluedHashMap<>();

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
            return Pages.html(page(token, letterbox.open(token), UNTOUCHED, Optional.empty()));
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
            var question = limits.question(call, () -> letterbox.question(token));
            return answered(token, question, form);
        } catch (ParleyException e) {
            return Pages.refusal(e, form);
        }
    }

    private RestResponse<TemplateInstance> answered(
            String token, FeedbackRequest question, MultivaluedMap<String, String> form) {
        try {
            limits.admit(token);
            var present = letterbox.answer(token, AnswerForm.reply(question, form));
            return Pages.html(page(token, present, UNTOUCHED, Optional.empty()));
        } catch (ParleyException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                throw e;
            }
            // Where the store is away, what was typed is shown with the question as it was.
            var present = e.code().retryable() ? question : letterbox.question(token);
            return Pages.refused(e, page(token, present, form, Optional.of(e)));
        }
    }

    private TemplateInstance page(
            String token,
            FeedbackRequest question,
            MultivaluedMap<String, String> given,
            Optional<ParleyException> refusal) {
        if (!question.open(clock.instant())) {
            return Pages.Templates.closed(
                    question,
                    decisions.of(question),
                    refusal.map(AnswerPage::beaten).orElse(""));
        }
        return question.needed() > 1 && letterbox.counted(token)
                ? Pages.Templates.counted(
                        question, refusal.map(ParleyException::detail).orElse(""))
                : Pages.Templates.question(question, AnswerSheet.of(AnswerForm.of(question), given, refusal));
    }

    /** Beside the decision, which the reader may not have known. */
    private static String beaten(ParleyException refusal) {
        return refusal.code() == ErrorCode.FEEDBACK_ALREADY_RESOLVED
                ? "Your answer came after this one and does not count."
                : refusal.detail();
    }
}
