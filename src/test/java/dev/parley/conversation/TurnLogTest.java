package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agent.Question;
import dev.parley.session.SessionEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Questions with which a turn ends, and nobody is asked. */
@QuarkusTest
class TurnLogTest extends WithTurn {

    @Inject
    TurnLog log;

    private List<SessionEvent> asks() {
        var turn = running();
        var question = new Question(Question.Kind.APPROVAL, "May I?", List.of(), Optional.empty());
        var end = log.end(turn, false, Result.asked("Well:", question, Optional.empty()));
        return Stream.concat(end.before().stream(), end.after().stream()).toList();
    }

    @Test
    void anAgentThatHasAskedTooMuchAsksNoMore() {
        for (int i = 0; i < Questions.MOST_OPEN; i++) {
            assertThat(asks()).extracting(SessionEvent::type).contains("feedback_requested");
        }
        assertThat(asks())
                .filteredOn(event -> event.type().equals("stream_end"))
                .singleElement()
                .satisfies(event -> assertThat(event.payload()).contains("\"code\":\"busy\"", "At most 20 questions"));
        assertThat(chat.get("/feedback?status=pending&limit=200").extract().<List<?>>path("items"))
                .hasSize(Questions.MOST_OPEN);
    }

    @Test
    void anAnswerThatOutlivesItsSessionAsksNobody() {
        chat.person().calls().delete(chat.path()).then().statusCode(204);
        var events = asks();
        assertThat(events).extracting(SessionEvent::type).doesNotContain("feedback_requested");
        assertThat(events)
                .filteredOn(event -> event.type().equals("stream_end"))
                .singleElement()
                .satisfies(event -> assertThat(event.payload()).contains("\"finish_reason\":\"cancelled\""));
    }
}
