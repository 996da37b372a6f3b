package dev.parley.rest;

import dev.parley.conversation.Decisions;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** The pages for people who come by a link. */
final class Pages {

    private Pages() {}

    @CheckedTemplate(basePath = "pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance question(FeedbackRequest question, AnswerForm form, List<String> faults);

        static native TemplateInstance counted(FeedbackRequest question);

        static native TemplateInstance closed(FeedbackRequest question, Decisions.Decision decision);

        static native TemplateInstance confirm(Letterbox.Claim claim);

        static native TemplateInstance confirmed(String address);

        static native TemplateInstance refused(String title, String detail);
    }

    static RestResponse<TemplateInstance> html(int status, TemplateInstance page) {
        return RestResponse.ResponseBuilder.<TemplateInstance>create(status)
                .entity(page)
                .build();
    }

    static RestResponse<TemplateInstance> refusal(ParleyException e) {
        var page = RestResponse.ResponseBuilder.<TemplateInstance>create(
                        e.code().status())
                .entity(Templates.refused(e.code().title(), e.detail()));
        e.retryAfter().ifPresent(wait -> page.header("Retry-After", Problems.seconds(wait)));
        return page.build();
    }
}
