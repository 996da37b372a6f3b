package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Transactions;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import dev.parley.session.SessionStore;
import dev.parley.testing.Given;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RoomsTest {

    @Inject
    Rooms rooms;

    @Inject
    Caretaker caretaker;

    @Inject
    SessionService sessions;

    @Inject
    SessionStore store;

    @Inject
    Clock clock;

    @Inject
    Transactions transactions;

    @Test
    void whatWasStoredAndNeverToldIsToldBeforeWhatCameAfter() {
        try (var client = Given.user().connected()) {
            var session = client.startSession();
            var lost = append(session, "session_updated");
            var told = append(session, "message_status");

            rooms.publish(told, Asker.NOBODY);
            caretaker.watch();

            assertThat(client.await("session_updated").get("seq").asLong())
                    .isEqualTo(lost.getFirst().seq());
            assertThat(client.await("message_status").get("seq").asLong())
                    .isEqualTo(told.getFirst().seq());
        }
    }

    @Test
    void whoWasToldMoreElsewhereIsLetInAndTheOthersAreToldToo() {
        var user = Given.user();
        try (var client = user.connected();
                var late = user.connected()) {
            var session = client.startSession();
            long lost = append(session, "session_updated").getFirst().seq();

            var resumed = late.ask("start_session", "{\"session_id\":\"" + session + "\",\"after_seq\":" + lost + "}");

            assertThat(resumed.at("/payload/next_seq").asLong()).isEqualTo(lost + 1);
            assertThat(client.await("session_updated").get("seq").asLong()).isEqualTo(lost);
            assertThat(late.seen("session_updated")).isEmpty();
        }
    }

    /** With rooms of its own, which no caretaker looks after. */
    @Test
    void whatWasNotHeardIsReadOnceSomethingLaterIs() {
        try (var client = Given.user().connected()) {
            var session = client.startSession();
            var own = new Rooms(store, Broadcast.NOBODY, clock);
            var followed = own.hold(session);
            append(session, "session_updated");
            var heard = append(session, "message_status").getFirst();

            own.hear(session, new Word.Happened(heard));

            Awaitility.await().until(() -> followed.last() == heard.seq());
        }
    }

    private List<SessionEvent> append(String session, String type) {
        return transactions.write(() ->
                sessions.append(sessions.held(session).orElseThrow(), List.of(new SessionEvent.Draft(type, "{}"))));
    }
}
