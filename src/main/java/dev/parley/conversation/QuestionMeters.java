package dev.parley.conversation;

import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.FeedbackType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts what people are asked, and what becomes of it. What is withdrawn with its turn or its session is not among that. */
@Singleton
class QuestionMeters {

    /** How a question is decided; what was answered to other questions than approvals is nobody's business here. */
    private enum Decision {
        APPROVE,
        REJECT,
        ANSWERED,
        /** Nobody answered, and the policy decided. */
        DEFAULT,
        EXPIRED
    }

    private final MeterRegistry registry;

    QuestionMeters(MeterRegistry registry) {
        this.registry = registry;
        for (var type : FeedbackType.values()) {
            asked(type.wire(), 0);
        }
        for (var decision : Decision.values()) {
            decided(decision, 0);
        }
    }

    void asked(String type) {
        asked(type, 1);
    }

    private void asked(String type, int count) {
        Counter.builder("parley.questions.asked")
                .description("Questions that people were asked")
                .tag("type", type)
                .register(registry)
                .increment(count);
    }

    private void decided(Decision decision, int count) {
        Counter.builder("parley.questions.decided")
                .description("Questions that came to their end, by how")
                .tag("outcome", decision.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment(count);
    }

    void answered(FeedbackRequest request) {
        var action = request.outcome().flatMap(outcome -> outcome.action()).orElse("");
        boolean approval = request.type() == FeedbackType.APPROVAL;
        decided(!approval ? Decision.ANSWERED : action.equals("approve") ? Decision.APPROVE : Decision.REJECT, 1);
    }

    /** Its time is over; others may have been asked the same. */
    void lapsed(Resolutions.Resolved lapsed) {
        var request = lapsed.request();
        boolean byDefault = request.outcome()
                .filter(outcome -> outcome.channel().equals(FeedbackService.POLICY))
                .isPresent();
        decided(byDefault ? Decision.DEFAULT : Decision.EXPIRED, 1);
        if (lapsed.events().stream().anyMatch(event -> event.type().equals("feedback_requested"))) {
            asked(request.type().wire());
        }
    }
}
