package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.feedback.Audit;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.Received;
import dev.parley.feedback.Received.Ruling;
import dev.parley.feedback.Verdict;
import dev.parley.testing.Race;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of all that is answered to a question, what counts: {@link dev.parley.feedback.Reception}. */
abstract class ReceptionContract extends WithQuestions {

    ReceptionContract(Database database) {
        super(database);
    }

    @Test
    void ofTwentyAnswersAtOnceExactlyOneWinsAndTheOthersAreKeptAsLosers() {
        for (int round = 0; round < 10; round++) {
            var asked = asking.approval();
            var verdicts = Race.of(
                    20, i -> answer(asked, FeedbackSamples.action("user" + i, i % 2 == 0 ? "approve" : "reject")));

            var won = only(Verdict.Won.class, verdicts);
            assertThat(won).hasSize(1);
            var resolved = won.getFirst().resolved();
            assertThat(only(Verdict.Lost.class, verdicts)).hasSize(19).allSatisfy(lost -> assertThat(lost.resolved())
                    .isEqualTo(resolved));
            assertThat(feedback.find(asked.requestId())).contains(resolved);

            var audit = received.received(asked.requestId());
            assertThat(audit).hasSize(20);
            assertThat(audit.getFirst().ruling()).isEqualTo(Ruling.WON);
            assertThat(audit.getFirst().answer().responder())
                    .isEqualTo(resolved.outcome().orElseThrow().responder());
            var chain = this.audit.of(asked.requestId());
            assertThat(chain).hasSize(22);
            assertThat(Audit.intact(chain)).isTrue();
            assertThat(audit.subList(1, 20)).extracting(Received::ruling).containsOnly(Ruling.LOST);
        }
    }

    @Test
    void theSameAnswerSentAgainUnderItsKeyGetsItsOutcomeAgainAndIsKeptOnce() {
        var asked = asking.approval();
        var verdicts = Race.of(8, i -> answer(asked, FeedbackSamples.keyed("user", "approve", "key")));

        assertThat(only(Verdict.Won.class, verdicts)).hasSize(1);
        assertThat(only(Verdict.Repeated.class, verdicts)).hasSize(7);
        assertThat(answer(asked, FeedbackSamples.keyed("other", "approve", "key")))
                .isInstanceOf(Verdict.Lost.class);
        assertThat(answer(asked, FeedbackSamples.keyed("other", "approve", "key")))
                .isInstanceOf(Verdict.Lost.class);
        assertThat(rulings(asked)).containsExactly(Ruling.WON, Ruling.LOST);
    }

    @Test
    void whatIsLargerThanAnyAnswerIsRefusedAndNotKept() {
        var asked = asking.approval();

        assertThatThrownBy(() -> answer(asked, FeedbackSamples.action("user", "a".repeat(1_001))))
                .isInstanceOf(ParleyException.class);
        answer(asked, FeedbackSamples.action("user", "a".repeat(1_000)));
        assertThat(rulings(asked)).containsExactly(Ruling.INVALID);
    }

    @Test
    void whoGoesOnWithWhatIsRefusedFillsNoStoreAndOthersAreKept() {
        var asked = asking.approval();
        for (int i = 0; i < 105; i++) {
            assertThat(answer(asked, FeedbackSamples.action("user", "perhaps"))).isInstanceOf(Verdict.Invalid.class);
        }
        assertThat(rulings(asked)).hasSize(100);
        answer(asked, FeedbackSamples.action("other", "perhaps"));
        answer(asked, FeedbackSamples.action("user", "approve"));
        assertThat(rulings(asked)).hasSize(102).endsWith(Ruling.INVALID, Ruling.WON);
    }

    @Test
    void exactlyAtItsExpiryAnAnswerIsLate() {
        var asked = asking.approval();

        assertThat(reception.take(asked, FeedbackSamples.action("user", "approve"), asked.expiresAt()))
                .isInstanceOf(Verdict.Late.class);
        assertThat(feedback.cancelOfSession(asked.sessionId(), asked.expiresAt()))
                .isEmpty();
        assertThat(reception.take(
                        asked,
                        FeedbackSamples.action("user", "approve"),
                        asked.expiresAt().minusMillis(1)))
                .isInstanceOf(Verdict.Won.class);
        assertThat(rulings(asked)).containsExactly(Ruling.LATE, Ruling.WON);
    }

    @Test
    void answersExpiryAndCancellationAtTheSameInstantHaveOneOutcome() {
        for (int round = 0; round < 20; round++) {
            var asked = asking.approval();
            var last = asked.expiresAt().minusMillis(1);
            var race = new ArrayList<Callable<Long>>();
            race.add(() -> (long) feedback.expire(asked.expiresAt(), 10).size());
            race.add(() ->
                    (long) feedback.cancelOfSession(asked.sessionId(), last).size());
            for (int i = 0; i < 6; i++) {
                var answer = FeedbackSamples.action("user" + i, "approve");
                race.add(() -> reception.take(asked, answer, last) instanceof Verdict.Won ? 1L : 0L);
            }
            Collections.shuffle(race);

            assertThat(Race.of(race).stream().mapToLong(each -> each).sum()).isEqualTo(1);
            assertThat(feedback.find(asked.requestId()).orElseThrow().status()).isNotEqualTo(FeedbackStatus.PENDING);
        }
    }

    @Test
    void anInvalidAnswerDecidesNothingIsKeptAndLeavesItsKeyFree() {
        var asked = asking.approval();
        var invalid = database.engine().write(() -> answer(asked, FeedbackSamples.keyed("user", "perhaps", "key")));

        assertThat(invalid).isInstanceOfSatisfying(Verdict.Invalid.class, it -> assertThat(
                        it.refusal().code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE));
        assertThat(answer(asked, FeedbackSamples.keyed("user", "approve", "key")))
                .isInstanceOf(Verdict.Won.class);
        assertThat(answer(asked, FeedbackSamples.action("user", "perhaps"))).isInstanceOf(Verdict.Lost.class);
        assertThat(rulings(asked)).containsExactly(Ruling.INVALID, Ruling.WON, Ruling.LOST);
    }

    @Test
    void aCancelledQuestionTakesNoAnswer() {
        var asked = asking.approval();

        assertThat(feedback.cancelOfSession(asked.sessionId(), now())).hasSize(1);
        assertThat(feedback.cancelOfSession(asked.sessionId(), now())).isEmpty();
        assertThat(answer(asked, FeedbackSamples.action("user", "approve"))).isInstanceOf(Verdict.Cancelled.class);
        assertThat(feedback.expire(asked.expiresAt(), 10)).isEmpty();
        assertThat(rulings(asked)).containsExactly(Ruling.CANCELLED);
    }

    @Test
    void aQuorumIsReachedOnceHoweverManyAnswerAtOnce() {
        for (int round = 0; round < 10; round++) {
            var people = IntStream.range(0, 8).mapToObj(i -> "user" + i).toArray(String[]::new);
            var asked = asking.approvalBy(3, people);
            var verdicts = Race.of(16, i -> answer(asked, FeedbackSamples.action("user" + i / 2, "approve")));

            assertThat(only(Verdict.Won.class, verdicts)).hasSize(1);
            assertThat(only(Verdict.Counted.class, verdicts)).hasSize(2);
            assertThat(rulings(asked).stream().filter(Ruling.COUNTED::equals)).hasSize(2);
            assertThat(Audit.intact(audit.of(asked.requestId()))).isTrue();
        }
    }

    @Test
    void nobodyVotesTwiceAndTheSameVoteUnderItsKeyIsNoSecondOne() {
        var asked = asking.approvalBy(2, "ann", "bob", "eve");
        assertThat(answer(asked, FeedbackSamples.keyed("ann", "approve", "key")))
                .isInstanceOf(Verdict.Counted.class);
        assertThat(answer(asked, FeedbackSamples.keyed("ann", "approve", "key")))
                .isInstanceOf(Verdict.Repeated.class);
        assertThat(answer(asked, FeedbackSamples.action("ann", "approve"))).isInstanceOf(Verdict.Invalid.class);
        assertThat(reception.counted(asked.requestId(), "ann")).isTrue();
        assertThat(reception.counted(asked.requestId(), "bob")).isFalse();
        assertThat(answer(asked, FeedbackSamples.action("bob", "approve"))).isInstanceOf(Verdict.Won.class);
        assertThat(answer(asked, FeedbackSamples.action("eve", "approve"))).isInstanceOf(Verdict.Lost.class);
    }

    private List<Ruling> rulings(FeedbackRequest asked) {
        return received.received(asked.requestId()).stream()
                .map(Received::ruling)
                .toList();
    }

    private static <T> List<T> only(Class<T> type, List<?> all) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
