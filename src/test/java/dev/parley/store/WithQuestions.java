package dev.parley.store;

import dev.parley.core.Ids;
import dev.parley.feedback.Answer;
import dev.parley.feedback.Audit;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.Reception;
import dev.parley.feedback.Verdict;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.time.Instant;

/** A store with questions in it, and the services that rely on it. */
abstract class WithQuestions extends WithDatabase {

    static final Duration TIMEOUT = Duration.ofHours(48);

    final TestClock clock = TestClock.at(Samples.START.toString());
    final Ids ids = new Ids(clock);
    final Audit audit;
    final ReceivedRows received;
    final ResponderRows panels;
    final Reception reception;
    final FeedbackService feedback;
    final FeedbackSamples asking;

    WithQuestions(Database database) {
        super(database);
        var rows = new FeedbackRows(database.sql(), database.engine());
        this.audit = new Audit(new AuditRows(database.sql(), database.engine()));
        this.received = new ReceivedRows(database.sql());
        this.panels = new ResponderRows(database.sql());
        this.reception = new Reception(rows, received, panels, audit, database.engine(), ids);
        this.feedback = new FeedbackService(rows, panels, audit, database.engine(), ids, () -> TIMEOUT);
        this.asking = new FeedbackSamples(feedback, new Samples(database, ids), clock, ids);
    }

    final Instant now() {
        return clock.instant();
    }

    final Verdict answer(FeedbackRequest asked, Answer answer) {
        return reception.take(asked, answer, now());
    }
}
