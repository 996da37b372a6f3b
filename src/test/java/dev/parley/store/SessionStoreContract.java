package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Ids;
import dev.parley.core.Page;
import dev.parley.session.ChatSession;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionStatus;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.session.SessionStore} promises. */
abstract class SessionStoreContract extends WithDatabase {

    private static final Page.Request ALL = new Page.Request(50, Optional.empty());

    private final TestClock clock = TestClock.at(Samples.START.toString());
    private final Ids ids = new Ids(clock);
    private final SessionRows sessions;

    SessionStoreContract(Database database) {
        super(database);
        this.sessions = new SessionRows(database.sql(), database.engine());
    }

    @Test
    void anUpdateLeavesAnOpenSessionOpen() {
        var session = create("ann", Optional.empty());
        var paused = session.with(SessionStatus.PAUSED, "email", "{\"a\":1}", now());
        sessions.update(paused);
        assertThat(sessions.find(session.sessionId())).contains(paused);
    }

    @Test
    void keepsASessionAsItIs() {
        var session = create("user", Optional.of("mine"));
        assertThat(sessions.find(session.sessionId())).contains(session);
        assertThat(sessions.byClientId("user", "mine")).contains(session);
        assertThat(sessions.byClientId("other", "mine")).isEmpty();

        var ended = end(session.with(SessionStatus.PAUSED, "email", "{\"a\":1}", now().plusMillis(5)));
        assertThat(sessions.find(session.sessionId())).contains(ended);
        assertThat(sessions.find("no such id")).isEmpty();
    }

    @Test
    void ofFiftyCreatedAtOnceThreeStand() {
        var created = Race.of(50, i -> sessions.create(sample("user", Optional.empty()), 3));

        assertThat(created.stream().filter(stands -> stands)).hasSize(3);
        assertThat(sessions.list("user", Optional.empty(), ALL)).hasSize(3);
        assertThat(sessions.create(sample("other", Optional.empty()), 3)).isTrue();
    }

    @Test
    void theEndOfASessionMakesRoomForOne() {
        var first = create("user", Optional.empty());
        create("user", Optional.empty());
        create("user", Optional.empty());
        assertThat(sessions.create(sample("user", Optional.empty()), 3)).isFalse();

        end(first);

        assertThat(sessions.create(sample("user", Optional.empty()), 3)).isTrue();
        assertThat(sessions.create(sample("user", Optional.empty()), 3)).isFalse();
    }

    @Test
    void ofManyWithOneClientIdOneStandsAndTheOthersFindIt() {
        for (int round = 0; round < 5; round++) {
            var user = "user" + round;
            var found = Race.of(10, i -> database.engine().write(() -> {
                var mine = sample(user, Optional.of("client"));
                return sessions.create(mine, 3)
                        ? mine.sessionId()
                        : sessions.byClientId(user, "client").orElseThrow().sessionId();
            }));

            assertThat(found.stream().distinct()).hasSize(1);
            assertThat(sessions.list(user, Optional.empty(), ALL)).hasSize(1);
        }
    }

    @Test
    void listsNewestFirstByPageAndStatus() {
        var made = IntStream.range(0, 5)
                .mapToObj(i -> create("user", Optional.empty()))
                .toList();
        var ended = end(made.get(1));
        create("other", Optional.empty());

        var first = sessions.list("user", Optional.empty(), new Page.Request(2, Optional.empty()));
        var rest = sessions.list(
                "user",
                Optional.empty(),
                new Page.Request(10, Optional.of(made.get(3).sessionId())));
        assertThat(first).containsExactly(made.get(4), made.get(3));
        assertThat(rest).containsExactly(made.get(2), ended, made.get(0));
        assertThat(sessions.list("user", Optional.of(SessionStatus.ENDED), ALL)).containsExactly(ended);
        assertThat(sessions.list("user", Optional.of(SessionStatus.ACTIVE), ALL))
                .hasSize(4);
        assertThat(sessions.list("user", Optional.of(SessionStatus.PAUSED), ALL))
                .isEmpty();
    }

    @Test
    void severalReplicasExpireOnlyWhatIsIdleEachOnceInBatches() {
        var idle = IntStream.range(0, 40)
                .mapToObj(i -> create("user", Optional.empty()).sessionId())
                .toList();
        var ended = end(create("user", Optional.empty()));
        var active = create("user", Optional.empty()).sessionId();
        clock.advance(Duration.ofHours(24));
        append(active, now().minusMillis(1));
        append(idle.getFirst(), Samples.START);
        var since = clock.instant().minus(Duration.ofHours(24));

        var events = Race.of(4, i -> {
            var mine = new ArrayList<SessionEvent>();
            for (int empty = 0; empty < 3; ) {
                var batch = sessions.expire(since, now(), 7);
                assertThat(batch).hasSizeLessThanOrEqualTo(7);
                mine.addAll(batch);
                empty = batch.isEmpty() ? empty + 1 : 0;
            }
            return mine;
        });

        assertThat(events.stream().flatMap(List::stream).map(SessionEvent::sessionId))
                .containsExactlyInAnyOrderElementsOf(idle);
        assertThat(sessions.events(idle.getFirst(), 1, 10, 10))
                .containsExactly(new SessionEvent(
                        idle.getFirst(),
                        2,
                        "session_ended",
                        now(),
                        "{\"session_id\":\"" + idle.getFirst() + "\",\"reason\":\"expired\"}"));
        assertThat(sessions.find(idle.getFirst()).orElseThrow().ending())
                .contains(new ChatSession.Ending(now(), "expired"));
        assertThat(sessions.find(active).orElseThrow().ended()).isFalse();
        assertThat(sessions.find(ended.sessionId())).contains(ended);
    }

    private Instant now() {
        return clock.instant();
    }

    private void append(String id, Instant at) {
        var draft = new SessionEvent.Draft("message_received", "{}");
        database.engine().write(() -> sessions.append(sessions.hold(id).orElseThrow(), at, List.of(draft)));
    }

    private ChatSession sample(String user, Optional<String> clientId) {
        return Samples.session(ids.next(), user, clientId, now());
    }

    private ChatSession create(String user, Optional<String> clientId) {
        var session = sample(user, clientId);
        assertThat(sessions.create(session, Samples.ROOM)).isTrue();
        return session;
    }

    private ChatSession end(ChatSession it) {
        var ended = new ChatSession(
                it.sessionId(),
                it.userId(),
                SessionStatus.ENDED,
                it.preferredChannel(),
                it.metadata(),
                it.clientSessionId(),
                it.createdAt(),
                it.updatedAt(),
                it.lastActivityAt(),
                Optional.of(new ChatSession.Ending(now(), "user")),
                it.lastSeq());
        sessions.update(ended);
        return ended;
    }
}
