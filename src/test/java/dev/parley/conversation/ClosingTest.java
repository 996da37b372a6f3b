package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agent.Question;
import dev.parley.session.SessionEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ends of turns that the store refuses. */
@QuarkusTest
class ClosingTest extends WithTurn {

    private static final String REFUSED = "\0";

    @Inject
    Closing closing;

    private Turn turn;

    @BeforeEach
    void run() {
        turn = running();
    }

    private String told(Result result) {
        var end = closing.end(turn, true, result);
        assertThat(end.before()).extracting(SessionEvent::type).contains("stream_end", "agent_status");
        return end.before().getFirst().payload();
    }

    @Test
    void aRefusedTextIsLeftOut() {
        assertThat(told(Result.answered(REFUSED, "complete", "respond", Optional.empty())))
                .contains("\"content\":\"\"", "\"code\":\"internal\"");
    }

    @Test
    void theTextStaysWhereItIsNotWhatIsRefused() {
        var question = new Question(Question.Kind.FORM, "Who?", List.of(), Optional.of(REFUSED));
        assertThat(told(Result.asked("Let me ask.", question, Optional.empty())))
                .contains("\"content\":\"Let me ask.\"", "\"code\":\"internal\"");
    }
}
