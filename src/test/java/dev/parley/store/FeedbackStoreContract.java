package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.ErrorCode;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackRequest.Option;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.FeedbackType;
import dev.parley.feedback.Panel;
import dev.parley.feedback.Verdict;
import dev.parley.testing.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.feedback.FeedbackStore} promises, seen through the service that relies on it. */
abstract class FeedbackStoreContract extends WithQuestions {

    private static final Page.Request ALL = new Page.Request(50, Optional.empty());

    FeedbackStoreContract(Database database) {
        super(database);
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

        var first = feedback.ofSession(session, Optional.empty(), now(), new Page.Request(2, Optional.empty()));
        var second = feedback.ofSession(session, Optional.empty(), now(), new Page.Request(3, first.nextCursor()));
        assertThat(first.items()).containsExactly(asked.get(4), asked.get(3));
        assertThat(second.items())
                .extracting(FeedbackRequest::requestId)
                .containsExactly(
                        asked.get(2).requestId(),
                        asked.get(1).requestId(),
                        asked.get(0).requestId());
        assertThat(second.nextCursor()).isEmpty();
        assertThat(feedback.ofSession(session, Optional.of(FeedbackStatus.RESOLVED), now(), ALL)
                        .items())
                .hasSize(1);
        assertThat(feedback.pendingFor("user", now(), ALL).items())
                .containsExactly(elsewhere, asked.get(4), asked.get(3), asked.get(1), asked.get(0));
        assertThat(feedback.pendingFor("nobody", now(), ALL).items()).isEmpty();
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
        assertThat(feedback.pendingFor("chief", asked.expiresAt(), ALL).items())
                .as("nobody can answer it any more, though it is not marked yet")
                .isEmpty();
    }

    @Test
    void whereWhoWasAskedIsErasedNobodyMayAnswer() {
        var asked = asking.approval();
        assertThat(reception.admits(asked.requestId(), "user", now())).isTrue();
        database.sql().update("delete from feedback_responder where user_id = ?", "user");

        assertThat(reception.admits(asked.requestId(), "user", now())).isFalse();
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
}
