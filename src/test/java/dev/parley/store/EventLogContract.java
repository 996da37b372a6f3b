package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Ids;
import dev.parley.session.SessionEvent;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The log of a session, as both engines keep it. */
abstract class EventLogContract extends WithDatabase {

    private final TestClock clock = TestClock.at(Samples.START.toString());
    private final Ids ids = new Ids(clock);
    private final SessionRows sessions;

    EventLogContract(Database database) {
        super(database);
        this.sessions = new SessionRows(database.sql(), database.engine());
    }

    @Test
    void eventsOfEightThreadsAreNumberedWithoutAGapInTheOrderTheyWereSeen() {
        var id = create();

        Race.of(8, thread -> {
            for (int i = 0; i < 25; i++) {
                var text = "{\"by\":" + thread + "}";
                database.engine().write(() -> {
                    var held = sessions.hold(id).orElseThrow();
                    var events = sessions.append(held, now(), List.of(draft(text), draft(text)));
                    assertThat(events)
                            .extracting(SessionEvent::seq)
                            .containsExactly(held.lastSeq() + 1, held.lastSeq() + 2);
                });
            }
            return thread;
        });

        var events = sessions.events(id, 0, Long.MAX_VALUE, 1000);
        assertThat(events)
                .extracting(SessionEvent::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
        assertThat(sessions.find(id).orElseThrow().lastSeq()).isEqualTo(400);
        assertThat(sessions.events(id, 10, 14, 3)).extracting(SessionEvent::seq).containsExactly(11L, 12L, 13L);
        assertThat(sessions.events(id, 398, 399, 50))
                .extracting(SessionEvent::seq)
                .containsExactly(399L);
    }

    @Test
    void anUndoneAppendLeavesNoGap() {
        var id = create();
        try {
            database.engine().write(() -> {
                append(id, "{}");
                throw new TransactionsContract.Refusal(1);
            });
        } catch (TransactionsContract.Refusal expected) {
            assertThat(sessions.events(id, 0, 10, 10)).isEmpty();
        }
        assertThat(database.engine().write(() -> append(id, "{}")).getFirst().seq())
                .isEqualTo(1);
    }

    private Instant now() {
        return clock.instant();
    }

    private static SessionEvent.Draft draft(String payload) {
        return new SessionEvent.Draft("message_received", payload);
    }

    private String create() {
        var session = Samples.session(ids.next(), "user", Optional.empty(), now());
        assertThat(sessions.create(session, Samples.ROOM)).isTrue();
        return session.sessionId();
    }

    private List<SessionEvent> append(String id, String payload) {
        return sessions.append(sessions.hold(id).orElseThrow(), now(), List.of(draft(payload)));
    }
}
