package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.feedback.Answer;
import dev.parley.feedback.Audit;
import dev.parley.feedback.AuditStore;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackRequest.Option;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.FeedbackType;
import dev.parley.feedback.Panel;
import dev.parley.feedback.Received;
import dev.parley.feedback.Received.Ruling;
import dev.parley.feedback.Reception;
import dev.parley.feedback.Verdict;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What {@link dev.parley.feedback.FeedbackStore} promises, seen through the service that relies on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FeedbackStoreContract {

    static final Duration TIMEOUT = Duration.ofHours(48);
    static final Page.Request ALL = new Page.Request(50, Optional.empty());

    final Database database;
    final TestClock clock = TestClock.at(Samples.START.toString());
    final Ids ids = new Ids(clock);
    final Audit audit;
    final ReceivedRows received;
    final ResponderRows panels;
    final Reception reception;
    final FeedbackService feedback;
    final FeedbackSamples asking;

    FeedbackStoreContract(Database database) {
        this.database = database;
        var rows = new FeedbackRows(database.sql(), database.engine());
        this.audit = new Audit(new AuditRows(database.sql(), database.engine()));
        this.received = new ReceivedRows(database.sql());
        this.panels = new ResponderRows(database.sql());
        this.reception = new Reception(rows, received, panels, audit, database.engine(), ids);
        this.feedback = new FeedbackService(rows, panels, audit, database.engine(), ids, () -> TIMEOUT);
        this.asking = new FeedbackSamples(feedback, new Samples(database, ids), clock, ids);
    }

    @BeforeEach
    void empty() {
        database.empty();
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void keepsAQuestionAsItWasAsked() {
        var options = List.of(new Option("a", "Änderung \"A\""), new Option("b", "B"));
        var choice = asking.ask(FeedbackType.CHOICE, options, Optional.empty());
        var form = asking.ask(FeedbackType.FORM, List.of(), Optional.of("{\"type\": \"object\"}"));

        assertThat(feedback.find(choice.requestId())).contains(choice);
        assertThat(feedback.find(form.requestId())).contains(form);
        assertThat(choice.expiresAt()).isEqualTo(choice.createdAt().plus(TIMEOUT));
        assertThat(choice.options()).isEqualTo(options);
        assertThat(feedback.find("no such id")).isEmpty();
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
    void theEndOfASessionCancelsItsOpenQuestionsOnly() {
        var session = asking.session();
        var resolved = asking.ask(session, "user");
        answer(resolved, FeedbackSamples.action("user", "approve"));
        var open = List.of(asking.ask(session, "user"), asking.ask(session, "user"));
        var elsewhere = asking.approval();

        assertThat(feedback.cancelOfSession(session, now()))
                .extracting(FeedbackRequest::requestId)
                .containsExactlyInAnyOrderElementsOf(
                        open.stream().map(FeedbackRequest::requestId).toList());
        assertThat(feedback.cancelOfSession(session, now())).isEmpty();
        assertThat(feedback.find(elsewhere.requestId())).contains(elsewhere);
    }

    @Test
    void severalReplicasExpireEachDueQuestionOnceInBatches() {
        var due = IntStream.range(0, 40)
                .mapToObj(i -> asking.approval().requestId())
                .toList();
        clock.advance(Duration.ofMillis(1));
        var young = asking.approval();
        var at = young.expiresAt().minusMillis(1);

        var expired = Race.of(4, i -> {
            var mine = new ArrayList<String>();
            for (int empty = 0; empty < 3; ) {
                var batch = feedback.expire(at, 5);
                assertThat(batch).hasSizeLessThanOrEqualTo(5).allMatch(it -> it.status() == FeedbackStatus.EXPIRED);
                batch.forEach(it -> mine.add(it.requestId()));
                empty = batch.isEmpty() ? empty + 1 : 0;
            }
            return mine;
        });

        assertThat(expired.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(due);
        assertThat(feedback.find(young.requestId())).contains(young);
        assertThat(answer(feedback.find(due.getFirst()).orElseThrow(), FeedbackSamples.action("user", "approve")))
                .isInstanceOf(Verdict.Late.class);
    }

    @Test
    void listsNewestFirstByPageStatusAndPerson() {
        var session = asking.session();
        var asked =
                IntStream.range(0, 5).mapToObj(i -> asking.ask(session, "user")).toList();
        answer(asked.get(2), FeedbackSamples.action("user", "approve"));
        var elsewhere = asking.approval();

        var first = feedback.ofSession(session, Optional.empty(), new Page.Request(2, Optional.empty()));
        var second = feedback.ofSession(session, Optional.empty(), new Page.Request(3, first.nextCursor()));
        assertThat(first.items()).containsExactly(asked.get(4), asked.get(3));
        assertThat(second.items())
                .extracting(FeedbackRequest::requestId)
                .containsExactly(
                        asked.get(2).requestId(),
                        asked.get(1).requestId(),
                        asked.get(0).requestId());
        assertThat(second.nextCursor()).isEmpty();
        assertThat(feedback.ofSession(session, Optional.of(FeedbackStatus.RESOLVED), ALL)
                        .items())
                .hasSize(1);
        assertThat(feedback.pendingFor("user", now(), ALL).items())
                .containsExactly(elsewhere, asked.get(4), asked.get(3), asked.get(1), asked.get(0));
        assertThat(feedback.pendingFor("nobody", now(), ALL).items()).isEmpty();
    }

    @Test
    void theAuditTellsAllInOrderAndAChangeOfItShows() {
        var asked = asking.approval();
        answer(asked, FeedbackSamples.action("user", "perhaps"));
        database.engine()
                .write(() -> audit.reached(asked.requestId(), now(), "sent", "email", "user", 1, Optional.empty()));
        answer(asked, FeedbackSamples.action("user", "approve"));
        answer(asked, FeedbackSamples.action("other", "reject"));

        var chain = audit.of(asked.requestId());
        assertThat(chain)
                .extracting(link -> FeedbackJson.read(link.entry()).get("event").textValue())
                .containsExactly("asked", "answered", "sent", "answered", "resolved", "answered");
        assertThat(chain)
                .extracting(
                        link -> FeedbackJson.read(link.entry()).path("verdict").asText("-"))
                .containsExactly("-", "invalid", "-", "won", "-", "lost");
        assertThat(Audit.intact(chain)).isTrue();
        for (int i = 0; i < chain.size(); i++) {
            var changed = new ArrayList<>(chain);
            changed.set(
                    i,
                    new AuditStore.Link(
                            chain.get(i).entry().replace("user", "else"),
                            chain.get(i).hash()));
            var shortened = new ArrayList<>(chain);
            shortened.remove(i);
            assertThat(Audit.intact(changed)).as("%d changed", i).isEqualTo(changed.equals(chain));
            assertThat(Audit.intact(shortened)).as("%d taken out", i).isEqualTo(i == chain.size() - 1);
        }
    }

    @Test
    void theEngineItselfRefusesToChangeTheAudit() {
        asking.approval();

        assertThatThrownBy(() -> database.sql().update("update audit_link set entry = '{}'"))
                .hasMessageContaining("what is in the audit is not changed");
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

    @Test
    void whoIsAskedLaterMayAnswerLater() {
        var later = now().plusSeconds(60);
        var asked = asking.approval();
        database.engine().write(() -> panels.allow(asked.requestId(), List.of(new Panel.Responder("chief", later))));

        assertThat(reception.admits(asked.requestId(), "chief", now())).isFalse();
        assertThat(feedback.pendingFor("chief", now(), ALL).items()).isEmpty();
        assertThat(reception.admits(asked.requestId(), "chief", later)).isTrue();
        assertThat(feedback.pendingFor("chief", later, ALL).items()).containsExactly(asked);
    }

    @Test
    void anExpiredQuestionMayHaveTheOutcomeOfThePolicy() {
        var asked = asking.approval();
        var expired = feedback.expire(asked.expiresAt(), 10).getFirst();

        assertThat(feedback.byDefault(expired, "green", asked.expiresAt())).isEqualTo(expired);
        var decided = feedback.byDefault(expired, "approve", asked.expiresAt());
        assertThat(decided.status()).isEqualTo(FeedbackStatus.EXPIRED);
        assertThat(decided.outcome().orElseThrow().action()).contains("approve");
        assertThat(feedback.find(asked.requestId())).contains(decided);
    }

    @Test
    void valuesAreKeptToTheLastDigit() {
        var asked = asking.ask(FeedbackType.FORM, List.of(), Optional.of("{\"type\": \"object\"}"));
        var values = FeedbackJson.read(
                "{\"no\":false,\"zero\":0,\"empty\":\"\",\"exact\":0.1000000000000000000010,\"nul\":\"\\u0000\"}");
        var answer =
                new Answer("user", "api", Optional.empty(), Optional.empty(), Optional.of(values), Optional.empty());

        assertThat(answer(asked, answer)).isInstanceOf(Verdict.Won.class);
        var kept = feedback.find(asked.requestId()).orElseThrow().outcome().orElseThrow();
        assertThat(kept.values().map(JsonNode::toString)).contains(values.toString());
        assertThat(received.received(asked.requestId()).getFirst().answer()).isEqualTo(answer);
    }

    @Test
    void aTextThatCannotBeKeptIsRefusedWhole() {
        var asked = asking.ask(FeedbackType.TEXT, List.of(), Optional.empty());
        var answer =
                new Answer("user", "api", Optional.empty(), Optional.of("a\0b"), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> answer(asked, answer))
                .isInstanceOfSatisfying(
                        ParleyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
        assertThat(feedback.find(asked.requestId())).contains(asked);
    }

    final Instant now() {
        return clock.instant();
    }

    final Verdict answer(FeedbackRequest asked, Answer answer) {
        return reception.take(asked, answer, now());
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
