package dev.parley.store;

import dev.parley.core.Ids;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackRequest.Option;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.FeedbackType;
import dev.parley.feedback.NewQuestion;
import dev.parley.feedback.Panel;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Questions that were asked, and answers to them. */
final class FeedbackSamples {

    private final FeedbackService feedback;
    private final Samples samples;
    private final Clock clock;
    private final Ids ids;

    FeedbackSamples(FeedbackService feedback, Samples samples, Clock clock, Ids ids) {
        this.feedback = feedback;
        this.samples = samples;
        this.clock = clock;
        this.ids = ids;
    }

    String session() {
        return samples.session("user");
    }

    FeedbackRequest approval() {
        return ask(session(), "user");
    }

    FeedbackRequest ask(String session, String user) {
        return feedback.ask(
                new NewQuestion(
                        session,
                        user,
                        ids.next(),
                        true,
                        FeedbackType.APPROVAL,
                        "Really?",
                        List.of(),
                        Optional.empty(),
                        List.of("websocket", "email"),
                        Panel.of(user, clock.instant())),
                clock.instant());
    }

    /** An approval on which so many of the panel must agree. */
    FeedbackRequest approvalBy(int needed, String... panel) {
        var since = Stream.of(panel)
                .map(user -> new Panel.Responder(user, clock.instant()))
                .toList();
        return feedback.ask(
                new NewQuestion(
                        session(),
                        "user",
                        ids.next(),
                        true,
                        FeedbackType.APPROVAL,
                        "Really?",
                        List.of(),
                        Optional.empty(),
                        List.of("api"),
                        new Panel(since, needed)),
                clock.instant());
    }

    FeedbackRequest ask(FeedbackType type, List<Option> options, Optional<String> schema) {
        return feedback.ask(
                new NewQuestion(
                        session(),
                        "user",
                        ids.next(),
                        false,
                        type,
                        "Which?",
                        options,
                        schema,
                        List.of("api"),
                        Panel.of("user", clock.instant())),
                clock.instant());
    }

    static Answer action(String responder, String action) {
        return new Answer(responder, "api", Optional.of(action), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Answer keyed(String responder, String action, String key) {
        return new Answer(responder, "api", Optional.of(action), Optional.empty(), Optional.empty(), Optional.of(key));
    }
}
