package dev.parley.rest;

import dev.parley.conversation.Decisions;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ParleyException;
import dev.parley.feedback.FeedbackRequest;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** The pages for people who come by a link. */
final class Pages {

    private Pages() {}

    @CheckedTemplate(basePath = "pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance question(FeedbackRequest question, AnswerSheet sheet);

        static native TemplateInstance counted(FeedbackRequest question, String fault);

        static native TemplateInstance closed(FeedbackRequest question, Decisions.Decision decision, String fault);

        static native TemplateInstance confirm(Letterbox.Claim claim);

        static native TemplateInstance confirmed(String address);

        static native TemplateInstance refused(String title, String detail, List<Posted> again);
    }

    /** Something that was posted, to be posted again. */
    record Posted(String name, String value) {}

    static RestResponse<TemplateInstance> html(TemplateInstance page) {
        return RestResponse.ok(page);
    }

    static RestResponse<TemplateInstance> refusal(ParleyException e) {
        return refusal(e, new MultivaluedHashMap<>());
    }

    /** Of what may be taken later nothing is lost, though there may be no form to show it in. */
    static RestResponse<TemplateInstance> refusal(ParleyException e, MultivaluedMap<String, String> posted) {
        var again = posted.entrySet().stream()
                .filter(each -> e.code().retryable())
                .flatMap(each -> each.getValue().stream().map(value -> new Posted(each.getKey(), value)))
                .toList();
        return refused(e, Templates.refused(e.code().title(), e.detail(), again));
    }

    static RestResponse<TemplateInstance> refused(ParleyException e, TemplateInstance page) {
        var answer = RestResponse.ResponseBuilder.<TemplateInstance>create(
                        e.code().status())
                .entity(page);
        e.retryAfter().ifPresent(wait -> answer.header("Retry-After", Problems.seconds(wait)));
        return answer.build();
    }
}
