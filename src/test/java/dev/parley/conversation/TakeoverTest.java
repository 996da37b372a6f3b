package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.session.SessionEvent;
import dev.parley.session.SessionStore;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A turn of a process that has died, and whose lease is not over. */
@QuarkusTest
class TakeoverTest extends WithTurn {

    @Inject
    Takeover takeover;

    @Inject
    TurnLog log;

    @Inject
    LeaseStore store;

    @Inject
    SessionStore sessions;

    @Inject
    Conversation conversation;

    private Turn left() {
        return running(new Turn.Lease("dead", leases.fresh().until()));
    }

    private List<SessionEvent> events() {
        return sessions.events(chat.sessionId(), 0, Long.MAX_VALUE, 100);
    }

    @Test
    void itEndsOnceAndTheProcessFindsSo() {
        var turn = left();
        transactions.write(() -> turns.start(turn.turnId(), "dead"));
        takeover.interrupt(turn);
        int before = events().size();
        takeover.cancel(turn);
        var after = events();
        assertThat(after).hasSizeGreaterThan(before);
        assertThat(after)
                .filteredOn(event ->
                        event.type().equals("stream_end") && event.payload().contains(turn.answerId()))
                .singleElement()
                .satisfies(end -> assertThat(end.payload()).contains("\"cancelled\""));

        assertThat(after)
                .filteredOn(event -> event.type().equals("stream_start"))
                .as("one of the first answer, none of a turn that had started")
                .hasSize(1);

        takeover.cancel(turn);
        assertThat(log.end(turn, true, Result.answered("late", "complete", "respond", Optional.empty())))
                .isEqualTo(TurnLog.End.NOT_OURS);
        assertThat(events()).hasSameSizeAs(after);
    }

    @Test
    void itIsNotNothingToWhoeverCancels() {
        var turn = left();
        var cancelled = conversation.cancel(
                chat.person().userId(), chat.sessionId(), Optional.of(turn.answerId()), Asker.NOBODY);
        assertThat(cancelled).as("events tell of it").isEmpty();
        assertThat(store.stops("dead")).extracting(LeaseStore.Stop::turn).contains(turn);
    }
}
